//! A headless Chromium, driven as a person would use it.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::str::FromStr;
use std::time::Duration;

use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::{Method, Url};
use serde_json::{Map, Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser of its own, gone when this is dropped.
pub(super) struct Browser {
    pub(super) client: Client,
    _driver: Child,
}

/// What the driver of Chromium knows beyond the standard.
#[derive(Debug)]
struct Special {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Special {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

impl Browser {
    /// None where there is no browser.
    pub(super) async fn open() -> Option<Self> {
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
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1360,860",
            "--lang=en-US",
        ] });
        let logs = json!({ "browser": "ALL", "performance": "ALL" });
        let wanted = Map::from_iter([
            ("goog:chromeOptions".to_owned(), options),
            ("goog:loggingPrefs".to_owned(), logs),
        ]);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(wanted).connect(&format!("http://127.0.0.1:{port}")).await;
        let browser = Self { client: client.expect("the browser starts"), _driver: driver };
        let still = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        browser.cdp("Emulation.setEmulatedMedia", still).await;
        Some(browser)
    }

    /// Waits until the conversation or the frame shows these words.
    pub(super) async fn see(&self, words: &str) {
        let path = format!("//body//*[contains(normalize-space(.), \"{words}\")]");
        let seen = self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await;
        if seen.is_err() {
            self.picture("failed").await;
            panic!("the page does not show {words:?}; see target/screenshots/failed.png");
        }
    }

    /// Presses the last button of that label in the conversation, or in the frame.
    pub(super) async fn press(&self, label: &str) {
        self.click(&format!("(//button[normalize-space()=\"{label}\"])[last()]")).await;
    }

    /// Presses what is there; the page may draw it anew in that moment.
    pub(super) async fn click(&self, path: &str) {
        let clicked = async {
            loop {
                let found = self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(path)).await;
                let found = found.unwrap_or_else(|_| panic!("nothing at {path}"));
                match found.click().await {
                    Ok(()) => return,
                    Err(error) if error.is_stale_element_reference() => {}
                    Err(error) => panic!("{path} cannot be pressed: {error}"),
                }
            }
        };
        tokio::time::timeout(PATIENCE, clicked).await.expect("what is pressed stands still");
    }

    /// Opens the channel of that name.
    pub(super) async fn go_to(&self, channel: &str) {
        self.click(&format!("//nav[@id='channels']//button[.//span[text()='{channel}']]")).await;
        let path = format!("//h2[@id='channel']//span[text()='{channel}']");
        let seen = self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await;
        seen.expect("the channel opens");
    }

    /// Becomes another person.
    pub(super) async fn become_person(&self, name: &str) {
        self.click(&format!("//select[@id='person']/option[starts-with(normalize-space(), '{name}')]")).await;
        let script = "const [name] = arguments; return document.getElementById('person').selectedOptions[0].textContent.startsWith(name);";
        assert_eq!(self.client.execute(script, vec![json!(name)]).await.unwrap(), json!(true));
    }

    /// Writes into a field of a form, in the place of what stands there.
    pub(super) async fn fill(&self, path: &str, text: &str) {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(path)).await;
        let field = found.unwrap_or_else(|_| panic!("no field at {path}"));
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Types into the message box.
    pub(super) async fn type_in(&self, text: &str) {
        let entry = self.client.find(Locator::Css("#line")).await.unwrap();
        entry.send_keys(text).await.unwrap();
    }

    pub(super) async fn enter(&self) {
        self.type_in(&String::from(char::from(Key::Enter))).await;
    }

    /// Waits until the picker offers something with these words; which it is.
    pub(super) async fn offered(&self, words: &str) -> Option<String> {
        let path = format!("//ul[@id='picker']/li[contains(., \"{words}\")]");
        let offered = self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await;
        offered.unwrap_or_else(|_| panic!("{words:?} is not offered")).attr("id").await.unwrap()
    }

    /// Takes what the picker offers by the keyboard.
    pub(super) async fn take(&self, words: &str) {
        let id = self.offered(words).await;
        for _ in 0..25 {
            self.type_in(&String::from(char::from(Key::Down))).await;
            let entry = self.client.find(Locator::Css("#line")).await.unwrap();
            if entry.attr("aria-activedescendant").await.unwrap() == id {
                return self.enter().await;
            }
        }
        panic!("{words:?} cannot be reached by the keyboard");
    }

    /// Switches to `light` or `dark`.
    pub(super) async fn theme(&self, name: &str) {
        let script = "return document.documentElement.dataset.theme";
        if self.client.execute(script, vec![]).await.unwrap() != json!(name) {
            self.click("//button[@id='theme']").await;
        }
        assert_eq!(self.client.execute(script, vec![]).await.unwrap(), json!(name));
    }

    /// As wide and high as a screen, or a phone.
    pub(super) async fn size(&self, width: u32, height: u32, is_phone: bool) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    async fn cdp(&self, command: &str, params: Value) {
        let body = json!({ "cmd": command, "params": params });
        self.client.issue_cmd(Special { path: "goog/cdp/execute", body }).await.expect("Chromium does that");
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let special = Special { path: "se/log", body: json!({ "type": kind }) };
        let log = self.client.issue_cmd(special).await.expect("the log can be read");
        log.as_array().expect("a list").clone()
    }

    /// Keeps what the page looks like, under `target/screenshots`.
    pub(super) async fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        fs::create_dir_all(&folder).expect("a folder for pictures");
        let picture = self.client.screenshot().await.expect("a picture");
        fs::write(folder.join(format!("{name}.png")), picture).expect("it can be kept");
    }

    /// Everything that the page complained about in the browser's console.
    pub(super) async fn complaints(&self) -> Vec<String> {
        let entries = self.log("browser").await;
        let bad = entries.iter().filter(|entry| !matches!(entry["level"].as_str(), Some("INFO" | "DEBUG")));
        bad.map(|entry| entry["message"].to_string()).collect()
    }

    /// The addresses that the browser asked for the page.
    pub(super) async fn asked(&self) -> Vec<String> {
        let entries = self.log("performance").await;
        let told =
            entries.iter().filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok());
        let told = told.filter(|told| told["message"]["method"] == "Network.requestWillBeSent");
        told.filter_map(|told| Some(told["message"]["params"]["request"]["url"].as_str()?.to_owned()))
            .collect()
    }
}
