-- How posts come (role, thread, tags …), as JSON.
ALTER TABLE subscription ADD COLUMN posting TEXT NOT NULL DEFAULT '{}';
-- The moderator who paused it; empty when a problem did.
ALTER TABLE subscription ADD COLUMN paused_by INTEGER;
-- Counts the changes that moderators make: who changes it says which one they saw.
ALTER TABLE subscription ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
-- The last post: when, where, which message.
ALTER TABLE subscription ADD COLUMN posted_at INTEGER;
ALTER TABLE subscription ADD COLUMN posted_in INTEGER;
ALTER TABLE subscription ADD COLUMN posted_message INTEGER;
-- What was last wrong; empty once a post came through whole.
ALTER TABLE subscription ADD COLUMN problem TEXT;
-- When to look whether the problem is mended; empty when there is none, or nobody expects it to be.
ALTER TABLE subscription ADD COLUMN probe_at INTEGER;
ALTER TABLE subscription ADD COLUMN probes INTEGER NOT NULL DEFAULT 0;
-- When it was removed: for a few minutes that can be undone.
ALTER TABLE subscription ADD COLUMN removed_at INTEGER;

CREATE INDEX subscription_probe ON subscription (probe_at) WHERE probe_at IS NOT NULL;
CREATE INDEX subscription_removed ON subscription (removed_at) WHERE removed_at IS NOT NULL;

-- Whether it is one of the schedule's, and its events count as shown.
ALTER TABLE delivery ADD COLUMN counts INTEGER NOT NULL DEFAULT 1;

UPDATE subscription SET problem = paused_because;

UPDATE subscription SET posted_in = channel_id,
    posted_at = (SELECT settled_at FROM delivery WHERE subscription_id = subscription.id AND state = 'posted'
                 ORDER BY delivery.id DESC LIMIT 1),
    posted_message = (SELECT message_id FROM delivery WHERE subscription_id = subscription.id AND state = 'posted'
                      ORDER BY delivery.id DESC LIMIT 1);

-- Servers that removed the bot, until their data goes or they come back.
CREATE TABLE server_left (
    guild_id INTEGER PRIMARY KEY,
    left_at  INTEGER NOT NULL
);

-- Who changed what and when: the last of each server.
CREATE TABLE server_change (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id        INTEGER NOT NULL,
    subscription_id INTEGER,
    at              INTEGER NOT NULL,
    by_whom         INTEGER,
    what            TEXT    NOT NULL
);

CREATE INDEX server_change_by_guild ON server_change (guild_id, id);
