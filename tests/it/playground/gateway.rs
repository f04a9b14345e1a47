//! Lines that break, and sessions that go on.

use super::Stage;

#[tokio::test]
async fn a_client_whose_line_was_cut_takes_its_session_up_again() {
    let stage = Stage::with_bot().await;
    let (ada, history) = (stage.who("Ada"), stage.channel("history"));
    stage.control.drop_gateway();
    let answer = stage.control.slash(ada, history, "/onthisday date:1 May").await;
    let answer = match answer {
        Ok(answer) => answer,
        Err(_) => {
            assert!(stage.control.wait_for_commands(super::LONG).await);
            stage.control.slash(ada, history, "/onthisday date:1 May").await.unwrap()
        }
    };
    assert_eq!(answer.message.unwrap().text(), "# 1 May");
}
