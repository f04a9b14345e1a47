BEGIN TRANSACTION;
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
INSERT INTO "_sqlx_migrations" VALUES(1,'subscriptions and ledger','2026-11-23 21:20:20',1,X'68A72E84772B03D13A3AC8B59EDB48538ECFF84572172F363C03B8A28A01BA22A91ECC32E82130A582FBC7EF22533907',1339348);
INSERT INTO "_sqlx_migrations" VALUES(2,'notices, failures, feed cache','2026-11-27 05:02:46',1,X'A7EFC9FB258745947C131A5042D51A974FB0DF0E62B65E5C701E525189A1040C085D9FE8856431DD2312FFCE1C45A837',1000);
CREATE TABLE delivery (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription_id INTEGER NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
    civil           TEXT    NOT NULL,
    due_at          INTEGER NOT NULL,
    late            INTEGER NOT NULL DEFAULT 0,
    state           TEXT    NOT NULL CHECK (state IN ('planned', 'claimed', 'posted', 'given_up')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    perhaps_posted  INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    owner           TEXT,
    message_id      INTEGER,
    reason          TEXT,
    settled_at      INTEGER, failures INTEGER NOT NULL DEFAULT 0,
    UNIQUE (subscription_id, civil)
);
INSERT INTO "delivery" VALUES(1,1,'2026-11-23T09:00:00',1795424400,0,'posted',1,1,1795424520,NULL,1574348783725051904,NULL,1795424400,0);
INSERT INTO "delivery" VALUES(2,2,'2026-11-23T23:30:00',1795494600,1,'given_up',0,0,1795494600,NULL,NULL,'too late: Daybook was not running at the time, and the day was over',1795510800,3);
INSERT INTO "delivery" VALUES(3,1,'2026-11-24T09:00:00',1795510800,0,'given_up',1,1,1795510920,NULL,NULL,'I may not post in the channel: grant me Send Messages there, then set the daily post up again',1795510800,3);
CREATE TABLE feed_page (
    language   TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    day        TEXT    NOT NULL,
    fetched_at INTEGER NOT NULL,
    body       TEXT    NOT NULL,
    PRIMARY KEY (language, kind, day)
) WITHOUT ROWID;
INSERT INTO "feed_page" VALUES('en','events','11-24',1795510800,'{"events":[]}');
CREATE TABLE shown (
    channel_id INTEGER NOT NULL,
    event_id   TEXT    NOT NULL,
    shown_at   INTEGER NOT NULL,
    PRIMARY KEY (channel_id, event_id)
) WITHOUT ROWID;
INSERT INTO "shown" VALUES(1100000000043122688,'ellen-johnson-sirleaf-elected-2005',1795424400);
INSERT INTO "shown" VALUES(1100000000043122688,'hubble-andromeda-news-1924',1795424400);
INSERT INTO "shown" VALUES(1100000000043122688,'last-sumatran-rhino-in-malaysia-2019',1795424400);
INSERT INTO "shown" VALUES(1100000000043122688,'milton-publishes-areopagitica-1644',1795424400);
INSERT INTO "shown" VALUES(1100000000043122688,'slave-insurrection-on-st-john-1733',1795424400);
CREATE TABLE subscription (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id       INTEGER NOT NULL,
    channel_id     INTEGER NOT NULL,
    set_up_in      INTEGER NOT NULL,
    set_up_by      INTEGER NOT NULL,
    rule           TEXT    NOT NULL,
    zone           TEXT    NOT NULL,
    taste          TEXT    NOT NULL,
    paused_because TEXT,
    next_civil     TEXT,
    next_due_at    INTEGER,
    created_at     INTEGER NOT NULL,
    changed_at     INTEGER NOT NULL
, notice_at INTEGER);
INSERT INTO "subscription" VALUES(1,1100000000017956864,1100000000043122688,1100000000043122688,1100000000009568256,'{"times":{"times":["09:00:00"],"weekdays":[0,1,2,3,4,5,6]}}','UTC','{"events":5}','I may not post in the channel: grant me Send Messages there, then set the daily post up again','2026-11-25T09:00:00',1795597200,1795424100,1795510800,1795510800);
INSERT INTO "subscription" VALUES(2,1100000000017956864,1100000000038928384,1100000000038928384,1100000000005373952,'{"times":{"times":["23:30:00"],"weekdays":[0,1,2,3,4,5,6]}}','America/New_York','{"events":5}',NULL,'2026-11-24T23:30:00',1795581000,1795424400,1795424400,NULL);
CREATE INDEX subscription_by_guild ON subscription (guild_id);
CREATE INDEX subscription_due ON subscription (next_due_at)
    WHERE paused_because IS NULL AND next_due_at IS NOT NULL;
CREATE INDEX delivery_open ON delivery (next_attempt_at) WHERE state IN ('planned', 'claimed');
CREATE INDEX subscription_notice ON subscription (notice_at) WHERE notice_at IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('subscription',2);
INSERT INTO "sqlite_sequence" VALUES('delivery',3);
COMMIT;
