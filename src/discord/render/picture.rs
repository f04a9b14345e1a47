//! The main story with its picture.

use twilight_model::channel::message::component::{ActionRow, Section, TextDisplay, UnfurledMediaItem};
use twilight_util::builder::message::{ActionRowBuilder, SectionBuilder, ThumbnailBuilder};

use super::parts::{Title, card_text, paragraph, reader};
use crate::delivery::Mark;
use crate::discord::markdown::shorten;
use crate::discord::view::Card;
use crate::event::Image;

/// Discord's limit for an address.
const LONGEST_URL: usize = 2048;

/// Discord's limit for what a picture shows is 1,024 characters.
const LONGEST_ALT: usize = 1000;

/// A card beside its picture, and the button below, because a section has room for one of them; nothing if there is no
/// picture that Discord would take.
pub(super) fn illustrated(card: &Card, mark: Option<Mark>, most: usize) -> Option<(Section, ActionRow)> {
    let text = paragraph(card_text(card, Title::Large, most));
    let section = beside(text, card.picture.as_ref()?, &card.title)?;
    let button = ActionRowBuilder::new().component(reader(card, mark)).build();
    Some((section, button))
}

/// A text beside a picture; nothing if Discord would not take the picture.
pub(super) fn beside(text: TextDisplay, picture: &Image, title: &str) -> Option<Section> {
    if !is_fine(picture) {
        return None;
    }
    let media = UnfurledMediaItem {
        url: picture.url.clone(),
        proxy_url: None,
        height: None,
        width: None,
        content_type: None,
    };
    let alt = if picture.alt.trim().is_empty() { title } else { &picture.alt };
    let thumbnail = ThumbnailBuilder::new(media).description(shorten(alt, LONGEST_ALT)).build();
    Some(SectionBuilder::new(thumbnail).component(text).build())
}

fn is_fine(picture: &Image) -> bool {
    let url = &picture.url;
    url.starts_with("https://") && url.len() <= LONGEST_URL && !url.contains(char::is_whitespace)
}
