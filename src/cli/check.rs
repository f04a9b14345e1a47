//! `check`: is everything in order?

use std::process::ExitCode;

use super::args::Check;
use super::{Failure, configure, output};
use crate::app::{AlmanacCheck, read_token};

pub(super) fn check(wanted: &Check, environment: &[(String, String)]) -> super::Result {
    let wrong: Vec<_> = [almanac(wanted), configuration(wanted, environment), token(environment)]
        .into_iter()
        .filter_map(|checked| match checked {
            Ok(fine) => {
                output::remark(&fine);
                None
            }
            Err(wrong) => Some(wrong),
        })
        .collect();
    if wrong.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::Failed { what: wrong.join("\n\nerror: "), hint: None })
}

/// What to say: that it is fine, or what is wrong with it.
type Checked = Result<String, String>;

fn almanac(wanted: &Check) -> Checked {
    let check = AlmanacCheck {
        folder: wanted.almanac.as_deref(),
        records: wanted.reference.as_deref(),
        whole_year: wanted.whole_year,
    };
    let report = check.run().map_err(|error| format!("{error:#}"))?;
    let said = report.to_string();
    if report.is_clean() {
        Ok(format!("ok: the almanac\n{said}"))
    } else {
        Err(format!("the almanac\n{said}"))
    }
}

fn configuration(wanted: &Check, environment: &[(String, String)]) -> Checked {
    match configure(&wanted.common, environment, vec![]) {
        Ok(config) => {
            let feed = config.feed.off().map_or_else(String::new, |off| format!("\nnote: {off}"));
            Ok(format!("ok: the configuration{feed}"))
        }
        Err(Failure::Failed { what, .. } | Failure::Usage { what, .. }) => Err(what),
    }
}

fn token(environment: &[(String, String)]) -> Checked {
    match read_token(environment) {
        Ok(Some(_)) => Ok("ok: a token is there".to_owned()),
        Ok(None) => {
            Ok("note: no token; `daybook run` needs DISCORD_TOKEN, `daybook playground` needs none"
                .to_owned())
        }
        Err(error) => Err(format!("{error:#}")),
    }
}
