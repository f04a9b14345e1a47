//! `playground`: the bot in a small Discord of its own.

use tokio_util::sync::CancellationToken;

use super::args::Playground;
use super::run::exit_code;
use super::{block_on, configure, output};
use crate::app::{Morning, PlaygroundRun, library, local_date, start_logging, stop_on_signals};
use crate::config::Config;

pub(super) fn play(wanted: &Playground, environment: &[(String, String)]) -> super::Result {
    let port = wanted.port.map(|port| ("playground.port".to_owned(), port.to_string()));
    let config = configure(&wanted.common, environment, port.into_iter().collect())?;
    start_logging(&config)?;
    let stopped = block_on(async {
        let stop = CancellationToken::new();
        stop_on_signals(stop.clone(), open(config, stop)).await
    })?;
    Ok(exit_code(stopped))
}

async fn open(config: Config, stop: CancellationToken) -> anyhow::Result<()> {
    let morning = Morning::nearest(local_date(), &library())?;
    let run = PlaygroundRun::start(config, morning, stop).await?;
    run.first_morning().await?;
    let page = &run.addresses().page;
    output::remark(
        "The bot runs in a small Discord of its own. This morning's post has arrived in #history.",
    );
    output::remark("Open this page in a browser; Ctrl-C ends it:");
    let printed = output::data(page);
    printed.map_err(|_| anyhow::anyhow!("cannot print the page's address"))?;
    run.run_until_stopped().await
}
