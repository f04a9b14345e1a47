//! The playground's page in a real browser: what a newcomer sees and does.
//!
//! Needs `chromedriver` and Chromium (Debian's packages `chromium` and `chromium-driver`); without
//! them it is skipped, and says so. `TEST_NEEDS_BROWSER` makes that a failure.

use std::process::Stdio;
use std::time::Duration;

use daybook::app::{Morning, PlaygroundRun, library};
use daybook::config::{Config, Inputs};
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

const PATIENCE: Duration = Duration::from_secs(30);

/// A browser of its own, gone when this is dropped.
struct Browser {
    client: Client,
    _driver: Child,
}

impl Browser {
    /// None where there is no browser.
    async fn open() -> Option<Self> {
        let driver =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).kill_on_drop(true).spawn();
        let mut driver = driver.ok()?;
        let mut lines = BufReader::new(driver.stdout.take().expect("its output")).lines();
        let port = loop {
            let line = lines.next_line().await.expect("its output").expect("it says its port");
            if let Some((_, port)) = line.split_once("successfully on port ") {
                break port.trim_end_matches('.').to_owned();
            }
        };
        let options = json!({ "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1200,1000",
        ] });
        let wanted = Map::from_iter([("goog:chromeOptions".to_owned(), options)]);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(wanted).connect(&format!("http://127.0.0.1:{port}")).await;
        Some(Self { client: client.expect("the browser starts"), _driver: driver })
    }

    async fn see(&self, words: &str) {
        let path = format!("//main//*[contains(text(), \"{words}\")]");
        let seen = self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await;
        assert!(seen.is_ok(), "the page does not show {words:?}");
    }

    async fn press(&self, label: &str) {
        let path = format!("(//button[normalize-space()=\"{label}\"])[1]");
        let button = self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await;
        button.expect("the button is there").click().await.expect("it can be pressed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_reads_on_asks_and_goes_to_tomorrow_morning() {
    let Some(browser) = Browser::open().await else {
        assert!(std::env::var_os("TEST_NEEDS_BROWSER").is_none(), "chromedriver is not here");
        crate::support::skipped::skipped(
            "chromedriver is not here; Debian's packages chromium and chromium-driver have it",
        );
        return;
    };
    let stop = CancellationToken::new();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
    let morning = Morning::nearest(today, &library()).unwrap();
    let config = Config::load(&Inputs::default()).unwrap();
    let run = PlaygroundRun::start(config, morning, stop.clone()).await.unwrap();
    run.first_morning().await.unwrap();
    let page = run.addresses().page.clone();
    let running = tokio::spawn(run.run_until_stopped());

    browser.client.goto(&page).await.unwrap();
    browser.see("On this day: Friday, 24 April 2026").await;
    browser.press("Continue reading").await;
    browser.see("Why does it matter?").await;
    browser.see("Only you can see this").await;
    browser.press("Tomorrow morning").await;
    browser.see("On this day: Saturday, 25 April 2026").await;

    let entry = browser.client.find(Locator::Css("#line")).await.unwrap();
    entry.send_keys("/onthisday date:1 January").await.unwrap();
    entry.send_keys(&String::from(char::from(Key::Enter))).await.unwrap();
    browser.see("On this day: 1 January").await;

    browser.client.clone().close().await.unwrap();
    stop.cancel();
    running.await.unwrap().unwrap();
}
