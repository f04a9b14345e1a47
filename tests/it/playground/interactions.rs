//! Commands, buttons, menus, forms, as a bot and a person see them.

use daybook::playground::{AnswerKind, ControlError};

use super::Stage;

#[tokio::test]
async fn a_command_is_answered_with_a_page() {
    let stage = Stage::with_bot().await;
    let (ada, history) = (stage.who("Ada"), stage.channel("history"));
    let answer = stage.control.slash(ada, history, "/onthisday date:24 April count:3").await.unwrap();
    assert_eq!(answer.kind, AnswerKind::Message);
    assert!(!answer.ephemeral);
    let message = answer.message.unwrap();
    assert_eq!(message.text(), "# 24 April");
    let labels: Vec<_> = message.buttons().into_iter().map(|button| button.label).collect();
    assert_eq!(labels, ["More", "Nod", "Not yet", "Source"]);
    assert_eq!(stage.control.messages(history).len(), 1);
}

#[tokio::test]
async fn a_moderator_sets_up_a_channel_and_only_they_see_the_answer() {
    let stage = Stage::with_bot().await;
    let (max, mia, history) = (stage.who("Max"), stage.who("Mia"), stage.channel("history"));
    let line = "/daily setup channel:#history time:09:00 role:@History Club";
    let answer = stage.control.slash(max, history, line).await.unwrap();
    assert!(answer.ephemeral);
    assert_eq!(answer.message.unwrap().text(), "setup may 1");
    assert!(stage.control.messages(history).is_empty());
    assert_eq!(stage.control.messages_seen_by(max, history).len(), 1);
    assert!(stage.control.messages_seen_by(mia, history).is_empty());
    let refused = stage.control.slash(mia, history, line).await.unwrap_err();
    assert_eq!(refused, ControlError::MayNotUse("daily".into()));
    assert!(stage.control.slash_unchecked(mia, history, line).await.is_ok());
}

#[tokio::test]
async fn what_a_person_types_is_checked_as_discords_client_would() {
    let stage = Stage::with_bot().await;
    let (ada, history) = (stage.who("Ada"), stage.channel("history"));
    for (line, wanted) in [
        ("/nothing", "there is no command /nothing here"),
        ("/onthisday count:11", "the option `count` wants a smaller number, not `11`"),
        ("/onthisday when:now", "there is no option in `when:now`; the command has: date, count"),
        ("/daily remove", "/daily has no sub-command `remove`"),
        ("/daily setup time:9", "the option `channel` is required"),
        (
            "/daily setup channel:#books",
            "the option `channel` wants a channel of a kind that the command takes, not `#books`",
        ),
    ] {
        let refused = stage.control.slash(ada, history, line).await.unwrap_err();
        assert_eq!(refused.to_string(), wanted);
    }
}

#[tokio::test]
async fn a_bot_that_is_thinking_is_waited_for() {
    let stage = Stage::with_bot().await;
    let (ada, history) = (stage.who("Ada"), stage.channel("history"));
    let answer = stage.control.slash(ada, history, "/later").await.unwrap();
    let message = answer.message.unwrap();
    assert_eq!(message.text(), "At last");
    assert!(message.is_ephemeral() && !message.is_loading() && !message.edited());
}

#[tokio::test]
async fn a_command_can_be_used_in_direct_messages_if_it_says_so() {
    let stage = Stage::with_bot().await;
    let mia = stage.who("Mia");
    let direct = stage.control.direct_messages(mia);
    let answer = stage.control.slash(mia, direct, "/onthisday date:1 May").await.unwrap();
    assert_eq!(answer.message.unwrap().text(), "# 1 May");
    assert!(stage.control.slash(stage.who("Ada"), direct, "/onthisday").await.is_err());
}

#[tokio::test]
async fn a_bot_that_says_nothing_is_given_three_seconds() {
    let stage = Stage::with_bot().await;
    let (ada, history) = (stage.who("Ada"), stage.channel("history"));
    let refused = stage.control.slash(ada, history, "/silence").await.unwrap_err();
    assert_eq!(refused, ControlError::NoAnswer);
}

#[tokio::test]
async fn suggestions_come_while_one_types() {
    let stage = Stage::with_bot().await;
    let (ada, history) = (stage.who("Ada"), stage.channel("history"));
    let choices = stage.control.autocomplete(ada, history, "/onthisday date:2", "date").await.unwrap();
    assert_eq!(choices[0].name, "2 April");
    assert_eq!(choices[0].value, "2.4.");
}

#[tokio::test]
async fn buttons_change_the_message_that_they_stand_on() {
    let stage = Stage::with_bot().await;
    let (mia, history) = (stage.who("Mia"), stage.channel("history"));
    let message = stage.control.slash(mia, history, "/onthisday").await.unwrap().message.unwrap();
    let answer = stage.control.press(mia, message.id, "more").await.unwrap();
    assert_eq!(answer.kind, AnswerKind::Updated);
    let changed = answer.message.unwrap();
    assert_eq!((changed.id, changed.text(), changed.edited()), (message.id, "# more".to_owned(), true));
    let answer = stage.control.press(mia, message.id, "nod").await.unwrap();
    assert_eq!(answer.message.unwrap().text(), "# nodded");
    let refused = stage.control.press(mia, message.id, "off").await.unwrap_err();
    assert_eq!(refused, ControlError::Disabled("Not yet".into()));
}

#[tokio::test]
async fn a_channel_is_chosen_from_a_menu() {
    let stage = Stage::with_bot().await;
    let (ada, history) = (stage.who("Ada"), stage.channel("history"));
    let message = stage.control.slash(ada, history, "/onthisday").await.unwrap().message.unwrap();
    let answer = stage.control.choose(ada, message.id, "where", &["#general"]).await.unwrap();
    assert!(answer.message.unwrap().text().contains(&stage.channel("general").to_string()));
    assert!(stage.control.choose(ada, message.id, "where", &["#books"]).await.is_err());
}

#[tokio::test]
async fn a_form_opens_and_what_was_written_arrives() {
    let stage = Stage::with_bot().await;
    let (ada, history) = (stage.who("Ada"), stage.channel("history"));
    let answer = stage.control.slash(ada, history, "/note").await.unwrap();
    assert_eq!(answer.kind, AnswerKind::Modal);
    assert_eq!(answer.modal.unwrap().fields[0].label, "Text");
    let answer = stage.control.submit(ada, "note", &[("text", "Hello")]).await.unwrap();
    assert_eq!(answer.message.unwrap().text(), "Hello");
}
