//! Catches what the app logs as an error.

use std::fmt;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// The errors that were logged on this thread while it lives.
pub(super) struct Errors {
    lines: Arc<Mutex<Vec<String>>>,
    _guard: tracing::subscriber::DefaultGuard,
}

impl Errors {
    pub(super) fn catch() -> Self {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let subscriber = tracing_subscriber::registry().with(Catcher(lines.clone()));
        Self { lines, _guard: tracing::subscriber::set_default(subscriber) }
    }

    /// Takes away the lines with these words; fails where there are none.
    pub(super) fn expect(&self, words: &str) {
        let mut lines = self.lines.lock().unwrap();
        let before = lines.len();
        lines.retain(|line| !line.contains(words));
        assert!(lines.len() < before, "no error was logged about {words:?}: {lines:?}");
    }

    pub(super) fn left(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }
}

struct Catcher(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Catcher {
    #[expect(clippy::print_stdout, reason = "a failed story shows what was logged before it failed")]
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if *event.metadata().level() == Level::ERROR {
            let mut line = Line(String::new());
            event.record(&mut line);
            println!("error logged: {}", line.0);
            self.0.lock().unwrap().push(line.0);
        }
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        use fmt::Write as _;
        write!(self.0, "{field}={value:?} ").unwrap();
    }
}
