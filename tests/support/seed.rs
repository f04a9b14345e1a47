//! Many subscriptions at once, written straight into the database.

use chrono::{DateTime, Timelike as _, Utc};
use daybook::edition::Taste;
use daybook::schedule::{Rule, Schedule, TimesOfDay, Zone};
use daybook::store::Settings;
use serde_json::{Value, json};
use sqlx::any::install_default_drivers;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, ConnectOptions as _, Connection as _};

/// Rows in one statement.
const CHUNK: usize = 10_000;

/// A subscription to be written.
pub(crate) struct Seed {
    pub(crate) guild: u64,
    pub(crate) channel: u64,
    pub(crate) zone: Zone,
    /// The first time that it is due; every day at this time of day then.
    pub(crate) due: DateTime<Utc>,
}

impl Seed {
    fn row(&self) -> Value {
        let civil = self.zone.civil(self.due);
        let time = civil.time().with_nanosecond(0).expect("a whole second");
        let schedule = Schedule { rule: Rule::Times(TimesOfDay::daily(time)), zone: self.zone };
        json!({
            "guild": self.guild, "channel": self.channel,
            "rule": serde_json::to_string(&schedule.rule).expect("JSON"),
            "zone": self.zone.name(),
            "taste": serde_json::to_string(&Taste::default()).expect("JSON"),
            "civil": civil.format("%Y-%m-%dT%H:%M:%S").to_string(),
            "due": self.due.timestamp(),
        })
    }
}

/// A connection to the same database, beside the store's.
pub(crate) async fn connect(settings: &Settings) -> AnyConnection {
    install_default_drivers();
    let url = match settings.url.as_str() {
        "" => SqliteConnectOptions::new().filename(&settings.path).to_url_lossy().to_string(),
        url => url.to_owned(),
    };
    AnyConnection::connect(&url).await.expect("the database")
}

/// Writes the subscriptions into a database that the store has made.
pub(crate) async fn subscriptions(settings: &Settings, seeds: &[Seed]) {
    let source = if settings.url.is_empty() {
        "SELECT value ->> 'guild' AS guild, value ->> 'channel' AS channel, value ->> 'rule' AS rule,
                value ->> 'zone' AS zone, value ->> 'taste' AS taste, value ->> 'civil' AS civil,
                value ->> 'due' AS due FROM json_each($1)"
    } else {
        "SELECT * FROM json_to_recordset($1::json) AS sent (guild bigint, channel bigint, rule text, zone text,
                taste text, civil text, due bigint)"
    };
    let statement = format!(
        "INSERT INTO subscription (guild_id, channel_id, set_up_in, set_up_by, rule, zone, taste, next_civil,
                                   next_due_at, created_at, changed_at)
         SELECT guild, channel, channel, 1, rule, zone, taste, civil, due, 0, 0 FROM ({source}) AS seeds"
    );
    let mut connection = connect(settings).await;
    for chunk in seeds.chunks(CHUNK) {
        let rows = Value::from(chunk.iter().map(Seed::row).collect::<Vec<_>>()).to_string();
        let query = sqlx::query(sqlx::AssertSqlSafe(statement.clone())).bind(rows);
        query.execute(&mut connection).await.expect("the subscriptions can be written");
    }
    connection.close().await.expect("the connection can be closed");
}

/// Every channel of a playground, due at the same time, by UTC.
pub(crate) fn all_due(
    channels: &[(daybook::playground::GuildId, daybook::playground::ChannelId)],
    due: DateTime<Utc>,
) -> Vec<Seed> {
    let seed = |(guild, channel): &(daybook::playground::GuildId, daybook::playground::ChannelId)| Seed {
        guild: guild.0,
        channel: channel.0,
        zone: Zone::UTC,
        due,
    };
    channels.iter().map(seed).collect()
}
