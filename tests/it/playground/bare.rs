//! `daybook playground --bare`, as somebody with a bot of their own starts it.

use std::process::Stdio;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::Command;

#[tokio::test]
async fn the_simulated_discord_runs_alone_and_says_in_one_line_where_it_is() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_daybook"));
    program.args(["playground", "--bare", "--json"]).env_remove("DISCORD_TOKEN").kill_on_drop(true);
    let mut program = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let line = tokio::time::timeout(super::LONG, lines.next_line()).await.unwrap().unwrap().unwrap();
    let at: Value = serde_json::from_str(&line).unwrap();
    for key in ["api", "gateway", "token", "application_id", "guild_id", "channel_id", "control", "page"] {
        assert!(at[key].as_str().is_some_and(|text| !text.is_empty()), "{key} in {line}");
    }
    let state: Value = reqwest::get(format!("{}/state", at["control"].as_str().unwrap()))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(state["connected"], false, "a bot is in it already");
    let gateway: Value = reqwest::get(format!("{}/api/v10/gateway", at["api"].as_str().unwrap()))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(gateway["url"], at["gateway"]);
    program.kill().await.unwrap();
    let mut told = String::new();
    program.stderr.take().unwrap().read_to_string(&mut told).await.unwrap();
    for library in ["serenity", "discord.js", "discord.py", at["token"].as_str().unwrap()] {
        assert!(told.contains(library), "{library} not in {told}");
    }
}
