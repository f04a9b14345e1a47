//! What Daybook says of itself.

/// What Daybook is; `application` is its number on Discord, `live_feed` what there is of that.
pub(in crate::discord) fn about(application: u64, live_feed: &str) -> String {
    format!(
        "## Daybook\n\
         I post what happened on this day in history, every morning, to the channels that a server's moderators choose \
         with `/daily setup`. Everybody can look things up with `/onthisday`, `/history`, `/born`, `/died`, `/event` and `/random`, in \
         servers and in direct messages.\n\
         ### Whose words these are\n\
         The texts are from Daybook's own almanac, under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). Each page \
         ends with links to read on. {live_feed} Maps are by [OpenStreetMap](https://www.openstreetmap.org/copyright) and its contributors.\n\
         ### What I store\n\
         Of a set-up: the server, the channels, the moderator who ran it, the schedule, and what was chosen with it. Of a post: \
         where and when it was, and which events it told. Of each server: its last 50 changes, and who made them. When I am \
         removed from a server, all of that is deleted after a while, and with `/daily forget` at once. Of look-ups and button presses: nothing. I do not read along: after a connection broke off, \
         I look for my own post in the channel and keep nothing else.\n\
         ### Take me along\n\
         [Add Daybook to a server or to your account](https://discord.com/oauth2/authorize?client_id={application})"
    )
}
