//! Why something could not be done here, in sentences for people.

use crate::playground::ids::{ChannelId, MessageId};

/// Why something could not be done, in a sentence.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ControlError {
    /// The line does not begin with a slash.
    #[error("a command begins with a slash, and this does not: {0}")]
    NotACommand(String),
    /// Nothing of that name is registered.
    #[error("there is no command /{0} here")]
    NoSuchCommand(String),
    /// The command has sub-commands, but not that one.
    #[error("/{command} has no sub-command `{given}`")]
    NoSuchSubCommand {
        /// The command.
        command: String,
        /// What was typed.
        given: String,
    },
    /// The text does not begin with an option of the command.
    #[error("there is no option in `{given}`; the command has: {}", known.join(", "))]
    NoSuchOption {
        /// What was typed.
        given: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A required option is not there.
    #[error("the option `{0}` is required")]
    MissingOption(String),
    /// The value is not of the option's type.
    #[error("the option `{option}` wants {wanted}, not `{given}`")]
    WrongValue {
        /// The option.
        option: String,
        /// What was typed.
        given: String,
        /// What it wants.
        wanted: &'static str,
    },
    /// The value is none of the choices.
    #[error("`{option}` has no choice `{given}`; it has: {}", known.join(", "))]
    NoSuchChoice {
        /// The option or the menu.
        option: String,
        /// What was chosen.
        given: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The option that is being typed is not in the line.
    #[error("the option `{0}` is not in the line")]
    NotFocused(String),
    /// The person lacks the permissions that the command wants.
    #[error("this member may not use /{0} here")]
    MayNotUse(String),
    /// No gateway session hears this channel.
    #[error("the bot is not connected")]
    BotIsAway,
    /// The three seconds are over.
    #[error("the bot did not answer within 3 seconds")]
    NoAnswer,
    /// The bot said that it was thinking, and no more.
    #[error("the bot said that it was thinking, and did not come back within 60 seconds")]
    StillThinking,
    /// There is no such channel.
    #[error("there is no channel {0}")]
    NoSuchChannel(ChannelId),
    /// There is no such role or person on the server.
    #[error("there is no role or person called {0} here")]
    NoSuchRole(String),
    /// The person can't see the channel.
    #[error("this person cannot see #{0}")]
    CannotSee(String),
    /// The person can't write in the channel.
    #[error("this person may not write in #{0}")]
    CannotWrite(String),
    /// Commands can't be typed there.
    #[error("#{0} holds no messages of its own")]
    NoRoomForMessages(String),
    /// There is no such message.
    #[error("there is no message {0}")]
    NoSuchMessage(MessageId),
    /// It is somebody else's ephemeral message, or in a channel that the person can't see.
    #[error("the message {0} is not visible to this person")]
    NotVisible(MessageId),
    /// No component has that custom id.
    #[error("the message has nothing with the custom id `{0}`")]
    NoSuchComponent(String),
    /// The button or menu can't be used.
    #[error("`{0}` is disabled")]
    Disabled(String),
    /// It is a menu.
    #[error("`{0}` is not a button")]
    NotAButton(String),
    /// It is a button.
    #[error("`{0}` is not a menu")]
    NotAMenu(String),
    /// Too few or too many were chosen.
    #[error("between {least} and {most} may be chosen, not {given}")]
    WrongCount {
        /// The fewest.
        least: u64,
        /// The most.
        most: u64,
        /// How many were.
        given: usize,
    },
    /// The person has no such form before them.
    #[error("no form `{0}` is open")]
    NoSuchForm(String),
    /// The form has no such field.
    #[error("the form has no field `{0}`")]
    NoSuchField(String),
    /// A field is too short or too long.
    #[error("the field `{field}` may not have {length} characters")]
    WrongLength {
        /// The field.
        field: String,
        /// How many it has.
        length: u64,
    },
    /// Discord would refuse the text.
    #[error("the message was refused: {0}")]
    Refused(String),
}
