//! The playground's page in a real browser: what a person sees and does who decides about Daybook.
//!
//! Needs `chromedriver` and Chromium (Debian's packages `chromium` and `chromium-driver`); without
//! them it is skipped, and says so. `TEST_NEEDS_BROWSER` makes that a failure. What the page looked
//! like is kept under `target/screenshots`.

mod browser;

use daybook::app::{Morning, PlaygroundRun, library};
use daybook::config::{Config, Inputs};
use daybook::playground::Control;
use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use self::browser::Browser;

/// The whole bot in its playground, and a browser that has the page open.
struct Visit {
    browser: Browser,
    control: Control,
    page: String,
    stop: CancellationToken,
    running: JoinHandle<anyhow::Result<()>>,
}

impl Visit {
    /// None where there is no browser.
    async fn begin() -> Option<Self> {
        let Some(browser) = Browser::open().await else {
            assert!(std::env::var_os("TEST_NEEDS_BROWSER").is_none(), "chromedriver is not here");
            crate::support::skipped::skipped(
                "chromedriver is not here; Debian's packages chromium and chromium-driver have it",
            );
            return None;
        };
        let stop = CancellationToken::new();
        let today = chrono::NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let morning = Morning::nearest(today, &library()).unwrap();
        let config = Config::load(&Inputs::default()).unwrap();
        let run = PlaygroundRun::start(config, morning, stop.clone()).await.unwrap();
        run.first_morning().await.unwrap();
        let (page, control) = (run.addresses().page.clone(), run.control().clone());
        let running = tokio::spawn(run.run_until_stopped());
        browser.client.goto(&page).await.unwrap();
        Some(Self { browser, control, page, stop, running })
    }

    /// Nothing was complained about, and nothing was asked of another machine.
    async fn end(self) {
        assert_eq!(self.browser.complaints().await, Vec::<String>::new(), "the page complained");
        let elsewhere = |url: &String| {
            !url.starts_with(&self.page) && !url.starts_with("data:") && !url.starts_with("chrome")
        };
        let asked = self.browser.asked().await;
        assert!(asked.iter().any(|url| url.starts_with(&self.page)), "no request was seen");
        assert_eq!(asked.into_iter().filter(elsewhere).collect::<Vec<_>>(), Vec::<String>::new());
        self.browser.client.close().await.unwrap();
        self.stop.cancel();
        self.running.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_reads_asks_sets_up_and_goes_to_the_next_morning() {
    let Some(visit) = Visit::begin().await else { return };
    let browser = &visit.browser;
    browser.theme("dark").await;
    browser.see("On this day: Friday, 24 April 2026").await;
    browser.picture("1-morning-desktop").await;
    browser.press("Continue reading").await;
    browser.see("Why does it matter?").await;
    browser.see("Only you can see this").await;
    browser.picture("2-continue-reading-desktop").await;

    browser.type_in("/onth").await;
    browser.take("/onthisday").await;
    browser.type_in("date:1 Jan").await;
    browser.offered("1 January").await;
    browser.picture("3-autocomplete-desktop").await;
    browser.take("1 January").await;
    browser.enter().await;
    browser.see("On this day: 1 January").await;

    browser.become_person("Max").await;
    browser.go_to("general").await;
    browser.type_in("/daily setup channel:#general time:09:00 zone:UTC").await;
    browser.enter().await;
    browser.see("gets what happened on this day").await;
    browser.picture("4-set-up-desktop").await;

    browser.become_person("Mia").await;
    browser.type_in("/daily setup channel:#announcements time:09:00 zone:UTC").await;
    browser.enter().await;
    browser.see("This member may not use /daily here").await;
    browser.picture("5-refused-desktop").await;

    browser.press("Next morning").await;
    browser.see("On this day: Saturday, 25 April 2026").await;
    browser.picture("6-next-morning-desktop").await;
    browser.go_to("history").await;
    browser.see("On this day: Saturday, 25 April 2026").await;
    browser.see("Posted").await;
    visit.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_changes_a_daily_post_on_its_panel_and_in_a_form() {
    let Some(visit) = Visit::begin().await else { return };
    let browser = &visit.browser;
    browser.theme("dark").await;
    browser.become_person("Max").await;
    browser.type_in("/daily edit").await;
    browser.enter().await;
    browser.see("What you choose is saved at once.").await;
    browser.picture("14-panel-desktop").await;
    browser.press("Time and zone").await;
    let time = "//dialog//label[contains(., 'Time')]//*[self::input or self::textarea]";
    browser.fill(time, "10:30").await;
    browser.picture("15-form-desktop").await;
    browser.press("Submit").await;
    browser.see("every day at 10:30, UTC").await;
    browser.click("//button[contains(@aria-label, 'Options')]").await;
    browser.click("//dialog//label[contains(., 'hread')]//input").await;
    browser.press("Choose").await;
    browser.press("Next morning").await;
    browser.click("//button[contains(@class, 'thread-card')]").await;
    browser.see("Started by Daybook").await;
    browser.picture("16-thread-desktop").await;
    visit.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_is_armed_on_the_page_and_seen_in_the_ledger() {
    let Some(visit) = Visit::begin().await else { return };
    let browser = &visit.browser;
    browser.see("On this day: Friday, 24 April 2026").await;
    browser.click("//details[@id='faults-part']/summary").await;
    browser.click("//select[@id='fault']/option[contains(., '50013')]").await;
    browser.press("Arm it").await;
    browser.see("Armed").await;
    browser.press("Next morning").await;
    browser.see("Given up").await;
    browser.see("Paused").await;
    browser.picture("7-ledger-desktop").await;
    visit.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_serves_on_a_phone_in_the_light_and_for_posts_in_a_forum() {
    let Some(visit) = Visit::begin().await else { return };
    let browser = &visit.browser;
    browser.see("On this day: Friday, 24 April 2026").await;
    browser.theme("light").await;
    browser.picture("8-morning-light-desktop").await;
    browser.size(390, 844, true).await;
    browser.client.refresh().await.unwrap();
    browser.see("On this day: Friday, 24 April 2026").await;
    browser.picture("9-morning-light-phone").await;
    browser.click("//button[@id='backstage']").await;
    browser.see("What comes next").await;
    browser.picture("10-backstage-light-phone").await;
    browser.click("//button[@id='backstage']").await;
    browser.click("//button[@id='menu']").await;
    browser.picture("11-channels-light-phone").await;
    let mia = visit.control.person("Mia").unwrap();
    let books = visit.control.channel("books").unwrap();
    visit.control.start_thread(mia, books, "What are you reading?", "I am at Emma.").unwrap();
    browser.go_to("books").await;
    browser.theme("dark").await;
    browser.see("What are you reading?").await;
    browser.picture("12-forum-dark-phone").await;
    browser.click("//button[contains(@class, 'post-card')]").await;
    browser.see("I am at Emma.").await;
    browser.type_in("/").await;
    browser.see("Commands of Daybook").await;
    browser.picture("13-commands-dark-phone").await;
    // What a screen reader would have no word for.
    let nameless = "return [...document.querySelectorAll('button, input, select, textarea, a')]
        .filter((one) => !(one.textContent.trim() || one.ariaLabel || one.title || one.labels?.length))
        .map((one) => one.outerHTML)";
    assert_eq!(browser.client.execute(nameless, vec![]).await.unwrap(), json!([]));
    let wide = "return document.documentElement.scrollWidth <= window.innerWidth";
    assert_eq!(
        browser.client.execute(wide, vec![]).await.unwrap(),
        json!(true),
        "the page is wider than the phone"
    );
    visit.end().await;
}
