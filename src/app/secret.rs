//! Where the bot's token comes from: the environment, or a file that it names.

use anyhow::{Context as _, anyhow, bail};

use crate::discord::Token;

/// Holds the token itself.
const TOKEN: &str = "DISCORD_TOKEN";

/// Holds the path of a file with the token.
const TOKEN_FILE: &str = "DISCORD_TOKEN_FILE";

/// The token that `environment` names; nothing when it names none.
///
/// # Errors
/// When both variables are set, the file cannot be read, or what is there can be no token. The
/// error never holds the token.
pub fn read_token(environment: &[(String, String)]) -> anyhow::Result<Option<Token>> {
    let get = |name: &str| environment.iter().find(|(key, value)| key == name && !value.is_empty());
    let (text, origin) = match (get(TOKEN), get(TOKEN_FILE)) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => bail!("both {TOKEN} and {TOKEN_FILE} are set: keep one of them"),
        (Some((_, text)), None) => (text.clone(), TOKEN),
        (None, Some((_, path))) => {
            let text = std::fs::read_to_string(path);
            (
                text.with_context(|| format!("cannot read the file {path} that {TOKEN_FILE} names"))?,
                TOKEN_FILE,
            )
        }
    };
    let unusable =
        || anyhow!("what {origin} gives can be no bot token: copy it again from the developer portal");
    Token::new(&text).map(Some).ok_or_else(unusable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> anyhow::Result<Option<Token>> {
        let owned: Vec<_> = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        read_token(&owned)
    }

    #[test]
    fn the_token_comes_from_the_environment_or_from_a_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "a.b.c\n").unwrap();
        assert!(read(&[(TOKEN, "a.b.c")]).unwrap().is_some());
        assert!(read(&[(TOKEN_FILE, file.path().to_str().unwrap())]).unwrap().is_some());
        assert!(read(&[(TOKEN, "")]).unwrap().is_none());
    }

    #[test]
    fn a_wrong_token_is_refused_without_being_shown() {
        for wrong in [
            vec![(TOKEN, "se cret")],
            vec![(TOKEN, "secret"), (TOKEN_FILE, "secret")],
            vec![(TOKEN_FILE, "/nowhere")],
        ] {
            let told = format!("{:#}", read(&wrong).unwrap_err());
            assert!(!told.contains("se cret") && !told.contains("secret"), "{told}");
        }
    }
}
