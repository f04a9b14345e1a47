//! `playground`: the bot in a small Discord of its own, or that Discord alone.

use tokio_util::sync::CancellationToken;

use super::args::Playground;
use super::run::exit_code;
use super::{block_on, configure, output};
use crate::app::{
    Addresses, BarePlayground, Morning, PlaygroundRun, library, local_date, start_logging, stop_on_signals,
};
use crate::config::Config;

pub(super) fn play(wanted: &Playground, environment: &[(String, String)]) -> super::Result {
    let port = wanted.port.map(|port| ("playground.port".to_owned(), port.to_string()));
    let config = configure(&wanted.common, environment, port.into_iter().collect())?;
    start_logging(&config)?;
    let (bare, json) = (wanted.bare, wanted.json);
    let stopped = block_on(async {
        let stop = CancellationToken::new();
        let run = async |stop| {
            if bare { open_bare(&config, json, stop).await } else { open(config.clone(), json, stop).await }
        };
        stop_on_signals(stop.clone(), run(stop)).await
    })?;
    Ok(exit_code(stopped))
}

async fn open(config: Config, json: bool, stop: CancellationToken) -> anyhow::Result<()> {
    let morning = Morning::nearest(local_date(), &library())?;
    let run = PlaygroundRun::start(config, morning, stop).await?;
    run.first_morning().await?;
    output::remark(
        "The bot runs in a small Discord of its own. This morning's post has arrived in #history.",
    );
    output::remark("Open this page in a browser; Ctrl-C ends it:");
    print(run.addresses(), json)?;
    run.run_until_stopped().await
}

async fn open_bare(config: &Config, json: bool, stop: CancellationToken) -> anyhow::Result<()> {
    let run = BarePlayground::start(config, stop).await?;
    let at = run.addresses();
    output::remark(&guide(at));
    print(at, json)?;
    run.run_until_stopped().await
}

fn print(at: &Addresses, json: bool) -> anyhow::Result<()> {
    let line = if json { serde_json::to_string(at)? } else { at.page.clone() };
    output::data(&line).map_err(|_| anyhow::anyhow!("cannot print the page's address"))?;
    Ok(())
}

/// How to point a bot here.
fn guide(at: &Addresses) -> String {
    let Addresses { api, gateway, token, application_id, .. } = at;
    format!(
        "A small Discord runs on this machine. It knows one bot:

  token           {token}
  application id  {application_id}

serenity (Rust):
  let http = HttpBuilder::new(token).proxy(\"{api}\").ratelimiter_disabled(true).build();
  let client = ClientBuilder::new_with_http(http, GatewayIntents::GUILDS);

discord.js (JavaScript):
  new Client({{ intents: [GatewayIntentBits.Guilds], rest: {{ api: \"{api}/api\" }} }})

discord.py (Python):
  discord.http.Route.BASE = \"{api}/api/v10\"
  discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(\"{gateway}\")

Start your bot, then open this page in a browser and type / in a channel; Ctrl-C ends it:"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_names_what_each_library_needs() {
        let at = Addresses {
            api: "http://127.0.0.1:4000".to_owned(),
            gateway: "ws://127.0.0.1:4000/gateway".to_owned(),
            page: "http://127.0.0.1:4000/".to_owned(),
            control: "http://127.0.0.1:4000/control".to_owned(),
            token: "abc.def.ghi".to_owned(),
            application_id: 7,
            guild_id: 8,
            channel_id: 9,
        };
        insta::assert_snapshot!(guide(&at), @r#"
        A small Discord runs on this machine. It knows one bot:

          token           abc.def.ghi
          application id  7

        serenity (Rust):
          let http = HttpBuilder::new(token).proxy("http://127.0.0.1:4000").ratelimiter_disabled(true).build();
          let client = ClientBuilder::new_with_http(http, GatewayIntents::GUILDS);

        discord.js (JavaScript):
          new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: "http://127.0.0.1:4000/api" } })

        discord.py (Python):
          discord.http.Route.BASE = "http://127.0.0.1:4000/api/v10"
          discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL("ws://127.0.0.1:4000/gateway")

        Start your bot, then open this page in a browser and type / in a channel; Ctrl-C ends it:
        "#);
    }
}
