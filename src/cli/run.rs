//! `run`: the bot on Discord.

use std::process::ExitCode;

use tokio_util::sync::CancellationToken;

use super::args::Run;
use super::{CUT_SHORT, Failure, block_on, configure};
use crate::app::{App, Stopped, read_token, start_logging, stop_on_signals};

pub(super) fn run(wanted: &Run, environment: &[(String, String)]) -> super::Result {
    let shards = wanted.shards.clone().map(|shards| ("discord.shards".to_owned(), shards));
    let config = configure(&wanted.common, environment, shards.into_iter().collect())?;
    let token = read_token(environment)?.ok_or_else(|| Failure::Failed {
        what: "no bot token: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it".to_owned(),
        hint: Some("without a token you can try everything with `daybook playground`".to_owned()),
    })?;
    start_logging(&config)?;
    let stopped = block_on(async {
        let stop = CancellationToken::new();
        let running = stop.clone();
        let work = async move { App::on_discord(config, token).await?.run_until_stopped(running).await };
        stop_on_signals(stop, work).await
    })?;
    Ok(exit_code(stopped))
}

pub(super) fn exit_code(stopped: Stopped) -> ExitCode {
    match stopped {
        Stopped::InOrder => ExitCode::SUCCESS,
        Stopped::AtOnce => ExitCode::from(CUT_SHORT),
    }
}
