//! Looking around: the other commands, the menu and the buttons.

use daybook::playground::World;

use super::scene::{Scene, Setting, play, play_in};

/// What Mia reads who runs `line`; everybody reads it.
async fn public(scene: &Scene, line: &str) -> String {
    let answer = scene.slash("Mia", line).await.unwrap();
    assert!(!answer.ephemeral, "{line}");
    answer.message.unwrap().text()
}

/// What Mia alone is told.
async fn refused(scene: &Scene, line: &str) -> String {
    let answer = scene.slash("Mia", line).await.unwrap();
    assert!(answer.ephemeral, "{line}");
    answer.message.unwrap().text()
}

async fn suggested(scene: &Scene, line: &str, option: &str) -> Vec<String> {
    scene.suggestions("Mia", line, option).await.into_iter().map(|choice| choice.name).collect()
}

#[tokio::test]
async fn dates_are_read_and_offered_by_the_persons_language() {
    let setting =
        Setting { world: World::reading_room().speaks("Mia", "de"), ..Setting::at("2026-04-24T12:00:00Z") };
    play_in(setting, async |scene| {
        assert_eq!(suggested(scene, "/onthisday date:4/12", "date").await, ["4 December", "12 April"]);
        let max = scene.suggestions("Max", "/born date:4/12", "date").await;
        assert_eq!(max[0].name, "12 April");
        assert_eq!(suggested(scene, "/died date:next friday", "date").await, ["1 May"]);
        assert!(public(scene, "/onthisday date:4/12").await.contains("On this day: 4 December"));
        assert!(public(scene, "/onthisday date:yesterday").await.contains("On this day: 23 April"));
    })
    .await;
}

#[tokio::test]
async fn a_day_can_be_seen_by_category_and_by_kind() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let arts = public(scene, "/onthisday date:24 April category:Arts & Culture").await;
        assert!(arts.contains("· Arts & Culture") && !arts.contains("Law\n"), "{arts}");
        let war = public(scene, "/onthisday date:24 April category:War & Military").await;
        assert!(war.starts_with("## 24 April: War & Military\n"), "{war}");
        assert!(war.contains("has nothing of that for 24 April"), "{war}");
        let observed = public(scene, "/onthisday date:24 April kind:Observances").await;
        assert!(observed.contains("Republic Day (The Gambia)"), "{observed}");
        let both = refused(scene, "/onthisday date:24 April kind:Births category:War & Military").await;
        assert!(both.contains("Only events have a category"), "{both}");
        let born = public(scene, "/born").await;
        assert!(born.contains("Born on 24 April") && born.contains("Today by UTC"), "{born}");
        assert!(born.contains("Edmund Cartwright"), "{born}");
        let died = public(scene, "/died date:4/24").await;
        assert!(died.contains("Died on 24 April") && died.contains("Daniel Defoe"), "{died}");
    })
    .await;
}

#[tokio::test]
async fn the_menu_and_the_buttons_below_an_edition_lead_on() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let post = scene.slash("Mia", "/onthisday").await.unwrap().message.unwrap();
        let crime = scene.choose("Ada", &post, "Crime & Law").await.unwrap();
        assert!(crime.ephemeral);
        let crime = crime.message.unwrap();
        assert!(crime.text().contains("24 April: Crime & Law"), "{}", crime.text());
        let back = scene.choose("Ada", &crime, "everything").await.unwrap().message.unwrap();
        assert!(back.text().contains("On this day: Friday, 24 April 2026"), "{}", back.text());
        for (label, words) in [
            ("◀ 23 April", "On this day: 23 April"),
            ("Births", "Born on 24 April"),
            ("Deaths", "Died on 24 April"),
            ("A random event", "### What happened?"),
            ("25 April ▶", "On this day: 25 April"),
        ] {
            let (ada, max) =
                tokio::join!(scene.press("Ada", &post, label, 0), scene.press("Max", &post, label, 0));
            for answer in [ada.unwrap(), max.unwrap()] {
                assert!(answer.ephemeral);
                let text = answer.message.unwrap().text();
                assert!(text.contains(words), "{label}: {text}");
            }
        }
        assert!(!scene.look_at("general")[0].edited());
    })
    .await;
}

#[tokio::test]
async fn an_events_page_is_found_by_words_of_its_title() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let choices = scene.suggestions("Mia", "/event title:neutrality pact", "title").await;
        assert_eq!(choices[0].name, "Germany and Soviet Union Sign Neutrality Pact (1926)");
        let id = choices[0].value.as_str().unwrap();
        for title in [id, "neutrality pact", "GERMANY neutrality"] {
            let page = public(scene, &format!("/event title:{title}")).await;
            assert!(page.contains("**24 April 1926** · 100 years ago"), "{page}");
        }
        let unknown = refused(scene, "/event title:no-such-event-1900").await;
        assert!(unknown.contains("no event with such a title"), "{unknown}");
    })
    .await;
}

#[tokio::test]
async fn a_random_event_is_as_wished() {
    play("2026-04-24T12:00:00Z", async |scene| {
        for _ in 0..5 {
            let page = public(scene, "/random category:Science & Technology century:19th").await;
            assert!(page.contains("**Category:** Science & Technology"), "{page}");
            let date = page.lines().nth(1).unwrap();
            assert!(date.contains(" 18") || date.contains(" 1900"), "{date}");
        }
        assert!(public(scene, "/random").await.contains("### What happened?"));
        let centuries = suggested(scene, "/random century:", "century").await;
        assert_eq!(centuries[..2], ["21st century", "20th century"]);
        let none = refused(scene, "/random century:90th BC").await;
        assert!(none.contains("no such event"), "{none}");
        let wrong = refused(scene, "/random century:long ago").await;
        assert!(wrong.contains("Write it like 19th, 1800s or 1st BC"), "{wrong}");
    })
    .await;
}

#[tokio::test]
async fn about_says_what_is_stored_and_look_ups_work_in_direct_messages() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let about = refused(scene, "/about").await;
        for part in ["### What I store", "CC BY 4.0", "OpenStreetMap", "oauth2/authorize?client_id="] {
            assert!(about.contains(part), "{about}");
        }
        let mia = scene.person("Mia");
        let direct = scene.control.direct_messages(mia);
        for line in ["/onthisday", "/born", "/died", "/random", "/about", "/event title:neutrality pact"] {
            let answer = scene.control.slash(mia, direct, line).await.unwrap().message.unwrap();
            assert!(answer.text().len() > 100, "{line}: {}", answer.text());
        }
        let post = scene.control.slash(mia, direct, "/onthisday").await.unwrap().message.unwrap();
        assert!(post.text().contains("Today by UTC"), "{}", post.text());
        let page = scene.press("Mia", &post, "Continue reading", 0).await.unwrap().message.unwrap();
        assert!(page.buttons().iter().all(|button| button.label != "Share in channel"));
    })
    .await;
}

#[tokio::test]
async fn who_has_added_the_bot_to_their_account_looks_things_up_where_the_bot_is_no_member() {
    let world = World::reading_room().guild("Elsewhere", "lounge");
    play_in(Setting { world, ..Setting::at("2026-04-24T12:00:00Z") }, async |scene| {
        let (ada, lounge) = (scene.person("Ada"), scene.channel("lounge"));
        let (elsewhere, _) = scene.control.channels().into_iter().find(|(_, id)| *id == lounge).unwrap();
        scene.control.remove_bot(elsewhere);
        let post = scene.control.slash(ada, lounge, "/onthisday").await.unwrap().message.unwrap();
        assert!(post.text().contains("Today by UTC"), "{}", post.text());
        let page = scene.press("Ada", &post, "Continue reading", 0).await.unwrap();
        assert!(page.ephemeral && page.message.unwrap().text().contains("### What happened?"));
        for line in ["/born", "/died", "/random", "/about", "/event title:neutrality pact"] {
            let answer = scene.control.slash(ada, lounge, line).await.unwrap().message.unwrap();
            assert!(answer.text().len() > 100, "{line}: {}", answer.text());
        }
        let set_up = "/daily setup channel:#lounge time:09:00 zone:UTC";
        let refused = scene.control.slash(ada, lounge, set_up).await.unwrap_err().to_string();
        assert!(refused.contains("daily"), "{refused}");
        scene.look_at("lounge");
    })
    .await;
}
