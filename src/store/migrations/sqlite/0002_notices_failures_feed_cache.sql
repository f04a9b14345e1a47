-- When the moderators are next to be told that their subscription waits; empty when there is nothing to tell.
ALTER TABLE subscription ADD COLUMN notice_at INTEGER;

CREATE INDEX subscription_notice ON subscription (notice_at) WHERE notice_at IS NOT NULL;

-- How many attempts failed: an attempt that a crash cut short is none of them.
ALTER TABLE delivery ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;

-- What the live feed answered, as it came.
CREATE TABLE feed_page (
    language   TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    day        TEXT    NOT NULL,
    fetched_at INTEGER NOT NULL,
    body       TEXT    NOT NULL,
    PRIMARY KEY (language, kind, day)
) WITHOUT ROWID;
