//! `check`: is everything in order?

use std::process::ExitCode;

use super::args::Common;
use super::{Failure, configure, output};
use crate::app::{check_almanac, read_token};

pub(super) fn check(common: &Common, environment: &[(String, String)]) -> super::Result {
    let mut wrong = Vec::new();
    match check_almanac() {
        Ok(days) => output::remark(&format!("ok: the almanac, {days} days")),
        Err(pages) => wrong.extend(pages),
    }
    match configure(common, environment, vec![]) {
        Ok(_) => output::remark("ok: the configuration"),
        Err(Failure::Failed { what, .. } | Failure::Usage { what, .. }) => wrong.push(what),
    }
    match read_token(environment) {
        Ok(Some(_)) => output::remark("ok: a token is there"),
        Ok(None) => {
            output::remark("note: no token; `daybook run` needs DISCORD_TOKEN, the playground needs none")
        }
        Err(error) => wrong.push(format!("{error:#}")),
    }
    if wrong.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::Failed { what: wrong.join("\n"), hint: None })
}
