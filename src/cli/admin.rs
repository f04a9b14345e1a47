//! `admin`: the subscriptions, for the one who runs the bot.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::args::{Admin, AdminCommand};
use super::{block_on, configure, output};
use crate::app::{Administration, SubscriptionRecord};

pub(super) fn admin(wanted: &Admin, environment: &[(String, String)]) -> super::Result {
    let config = configure(&wanted.common, environment, vec![])?;
    let may_create = matches!(wanted.command, AdminCommand::Import { .. });
    let said = block_on(async {
        let administration = Administration::open(&config, may_create).await?;
        let said = run(&administration, &wanted.command).await;
        administration.close().await;
        said
    })?;
    match said {
        Said::Data(text) => output::data(&text),
        Said::Done(text) => {
            output::remark(&text);
            Ok(std::process::ExitCode::SUCCESS)
        }
    }
}

enum Said {
    Data(String),
    Done(String),
}

async fn run(administration: &Administration, command: &AdminCommand) -> anyhow::Result<Said> {
    Ok(match command {
        AdminCommand::List { json: true } => Said::Data(json(&administration.list().await?)?),
        AdminCommand::List { json: false } => listed(&administration.list().await?),
        AdminCommand::Show { id } => Said::Data(json(&administration.show(*id).await?)?),
        AdminCommand::Pause { id, because } => {
            administration.pause(*id, because).await?;
            Said::Done(format!("paused subscription {id}"))
        }
        AdminCommand::Resume { id } => {
            administration.resume(*id).await?;
            Said::Done(format!("subscription {id} runs again"))
        }
        AdminCommand::Remove { id } => {
            administration.remove(*id).await?;
            Said::Done(format!("removed subscription {id}"))
        }
        AdminCommand::Export => Said::Data(json(&administration.export().await?)?),
        AdminCommand::Import { file } => {
            let count = administration.import(&read(file.as_ref())?).await?;
            Said::Done(format!("imported {count} subscriptions"))
        }
    })
}

fn json(value: &impl serde::Serialize) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(value)?)
}

fn read(file: Option<&PathBuf>) -> anyhow::Result<String> {
    if let Some(file) = file.filter(|file| file.as_path() != Path::new("-")) {
        return std::fs::read_to_string(file)
            .with_context(|| format!("cannot read the file {}", file.display()));
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("cannot read what is piped in")?;
    Ok(text)
}

fn listed(all: &[SubscriptionRecord]) -> Said {
    if all.is_empty() {
        return Said::Done("there are no subscriptions".to_owned());
    }
    Said::Data(all.iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn line(record: &SubscriptionRecord) -> String {
    let (id, guild, channel) = (record.id, record.guild, record.channel);
    let state = match (record.paused(), &record.next) {
        (Some(because), _) => format!("paused: {because}"),
        (None, Some(next)) => format!("next {next}"),
        (None, None) => "comes no more".to_owned(),
    };
    let name =
        if record.posting.name.is_empty() { String::new() } else { format!(" #{}", record.posting.name) };
    format!("{id}\t{guild}/{channel}{name}\t{}\t{state}", record.schedule)
}
