//! Lines that break, sessions that go on, and clients that are not let in.

use daybook::playground::{Answer, World};
use serenity::Error;
use serenity::all::{ClientBuilder, GatewayError, GatewayIntents, HttpBuilder};

use super::{LONG, Stage, bot};

/// Sends a command as soon as the bot is there again.
async fn ask(stage: &Stage) -> Answer {
    let (ada, history) = (stage.who("Ada"), stage.channel("history"));
    let asked = async {
        loop {
            assert!(stage.control.wait_for_commands(LONG).await);
            match stage.control.slash(ada, history, "/onthisday date:1 May").await {
                Ok(answer) => return answer,
                Err(_) => tokio::task::yield_now().await,
            }
        }
    };
    tokio::time::timeout(LONG, asked).await.expect("the bot did not come back")
}

/// How often the bot was told that it is ready: each time it registers its commands.
fn sessions(stage: &Stage) -> usize {
    stage.control.journal().iter().filter(|request| request.route == "set_commands").count()
}

#[tokio::test]
async fn a_client_whose_line_was_cut_takes_its_session_up_again() {
    let stage = Stage::with_bot().await;
    stage.control.drop_gateway();
    assert_eq!(ask(&stage).await.message.unwrap().text(), "# 1 May");
    assert_eq!(sessions(&stage), 1);
}

#[tokio::test]
async fn a_client_that_is_asked_to_reconnect_takes_its_session_up_again() {
    let stage = Stage::with_bot().await;
    stage.control.ask_to_reconnect();
    assert_eq!(ask(&stage).await.message.unwrap().text(), "# 1 May");
    assert_eq!(sessions(&stage), 1);
}

#[tokio::test]
async fn a_client_whose_session_is_gone_begins_a_new_one() {
    let stage = Stage::with_bot().await;
    stage.control.invalidate_sessions(false);
    assert_eq!(ask(&stage).await.message.unwrap().text(), "# 1 May");
    assert_eq!(sessions(&stage), 2);
}

#[tokio::test]
async fn who_shows_a_wrong_token_or_wants_too_much_is_not_let_in() {
    let stage = Stage::of(World::reading_room()).await;
    let wrong = HttpBuilder::new("wrong").proxy(&stage.at.api).ratelimiter_disabled(true).build();
    let mut client = ClientBuilder::new_with_http(wrong, GatewayIntents::GUILDS).await.unwrap();
    let refused = client.start().await.unwrap_err();
    assert!(matches!(refused, Error::Gateway(GatewayError::InvalidAuthentication)), "{refused}");
    let intents = GatewayIntents::GUILDS | GatewayIntents::MESSAGE_CONTENT;
    let mut client = ClientBuilder::new_with_http(bot::http(&stage.at), intents).await.unwrap();
    let refused = client.start().await.unwrap_err();
    assert!(matches!(refused, Error::Gateway(GatewayError::DisallowedGatewayIntents)), "{refused}");
}
