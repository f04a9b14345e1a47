//! Which continent a place is on, by coarse outlines.
//!
//! Land borders between continents are drawn to a few kilometres (Bosporus, Suez, Urals, Darién);
//! elsewhere an outline runs through the sea, so that islands and what happens on the water belong
//! to the continent that they are usually counted with. Good for counting, not for navigation.

use std::fmt;

use super::outlines::{OUTLINES, Outline};

/// A continent, as almanacs count them: seven, the Americas parted, the Pacific as Oceania.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Continent {
    /// Africa, with Madagascar and the Canaries.
    Africa,
    /// Everything south of 60° S.
    Antarctica,
    /// Asia, with Anatolia, the Caucasus and most of Indonesia.
    Asia,
    /// Europe, as far as the Urals and the Caucasus, with Iceland and the Azores.
    Europe,
    /// North and Central America, the Caribbean and Greenland.
    NorthAmerica,
    /// Australia, New Guinea, New Zealand and the islands of the Pacific.
    Oceania,
    /// South America, with the Galápagos and the Falklands.
    SouthAmerica,
}

/// South of it everything is Antarctica.
const ANTARCTIC: f64 = -60.0;

impl Continent {
    /// Every continent, by name.
    pub const ALL: [Self; 7] = [
        Self::Africa,
        Self::Antarctica,
        Self::Asia,
        Self::Europe,
        Self::NorthAmerica,
        Self::Oceania,
        Self::SouthAmerica,
    ];

    /// The continent of a place: degrees north, degrees east.
    #[must_use]
    pub fn at(latitude: f64, longitude: f64) -> Self {
        if latitude < ANTARCTIC {
            return Self::Antarctica;
        }
        let mut outlines = OUTLINES.iter();
        outlines
            .find(|(_, outline)| holds(outline, longitude, latitude))
            .map_or(Self::Oceania, |(name, _)| *name)
    }

    /// The name that people read.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Africa => "Africa",
            Self::Antarctica => "Antarctica",
            Self::Asia => "Asia",
            Self::Europe => "Europe",
            Self::NorthAmerica => "North America",
            Self::Oceania => "Oceania",
            Self::SouthAmerica => "South America",
        }
    }

    /// Whether people live there, and so make history enough for a minimum.
    pub(super) fn is_inhabited(self) -> bool {
        self != Self::Antarctica
    }
}

impl fmt::Display for Continent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Whether a ray from the point to the east crosses the outline an odd number of times.
fn holds(outline: Outline, x: f64, y: f64) -> bool {
    let previous = outline.iter().cycle().skip(outline.len() - 1);
    let crossings = outline
        .iter()
        .zip(previous)
        .filter(|((x1, y1), (x2, y2))| (*y1 > y) != (*y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1);
    crossings.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::Continent::{self, *};

    const PLACES: &[(&str, f64, f64, Continent)] = &[
        ("Gibraltar", 36.14, -5.35, Europe),
        ("Tangier", 35.77, -5.80, Africa),
        ("Ceuta", 35.89, -5.31, Africa),
        ("Almería", 36.84, -2.46, Europe),
        ("Algiers", 36.75, 3.06, Africa),
        ("Bizerte", 37.27, 9.87, Africa),
        ("Carthage", 36.85, 10.32, Africa),
        ("Malta", 35.90, 14.51, Europe),
        ("Lampedusa", 35.50, 12.61, Europe),
        ("Palermo", 38.12, 13.36, Europe),
        ("Tripoli, Libya", 32.89, 13.19, Africa),
        ("Crete", 35.34, 25.13, Europe),
        ("Rhodes", 36.44, 28.22, Europe),
        ("Samos", 37.75, 26.80, Europe),
        ("Ephesus", 37.94, 27.34, Asia),
        ("Izmir", 38.42, 27.14, Asia),
        ("Troy", 39.957, 26.239, Asia),
        ("Gallipoli landing", 40.24, 26.28, Europe),
        ("Hagia Sophia", 41.0085, 28.980, Europe),
        ("Üsküdar", 41.023, 29.016, Asia),
        ("Ankara", 39.93, 32.86, Asia),
        ("Nicosia", 35.17, 33.36, Asia),
        ("Alexandria", 31.20, 29.92, Africa),
        ("Port Said", 31.26, 32.29, Africa),
        ("Gaza", 31.50, 34.46, Asia),
        ("Mount Sinai", 28.54, 33.97, Asia),
        ("Hurghada", 27.26, 33.81, Africa),
        ("Mecca", 21.42, 39.83, Asia),
        ("Massawa", 15.61, 39.45, Africa),
        ("Aden", 12.79, 45.02, Asia),
        ("Djibouti", 11.59, 43.15, Africa),
        ("Mogadishu", 2.05, 45.32, Africa),
        ("Mauritius", -20.16, 57.50, Africa),
        ("Canary Islands", 28.12, -15.43, Africa),
        ("Cape Verde", 14.93, -23.51, Africa),
        ("Azores", 37.74, -25.67, Europe),
        ("Reykjavík", 64.15, -21.94, Europe),
        ("Svalbard", 78.22, 15.65, Europe),
        ("Nuuk", 64.18, -51.72, NorthAmerica),
        ("Ittoqqortoormiit", 70.48, -21.96, NorthAmerica),
        ("Wreck of the Titanic", 41.73, -49.95, NorthAmerica),
        ("Tbilisi", 41.72, 44.79, Asia),
        ("Grozny", 43.32, 45.69, Europe),
        ("Sochi", 43.60, 39.73, Europe),
        ("Baku", 40.41, 49.87, Asia),
        ("Astrakhan", 46.35, 48.04, Europe),
        ("Kazan", 55.80, 49.11, Europe),
        ("Perm", 58.01, 56.25, Europe),
        ("Yekaterinburg", 56.84, 60.61, Asia),
        ("Tunguska", 60.89, 101.89, Asia),
        ("Provideniya", 64.42, -173.23, Asia),
        ("Nome", 64.50, -165.41, NorthAmerica),
        ("Attu", 52.90, 172.91, NorthAmerica),
        ("Malé", 4.18, 73.51, Asia),
        ("Colombo", 6.93, 79.85, Asia),
        ("Dili", -8.56, 125.57, Asia),
        ("Krakatoa", -6.10, 105.42, Asia),
        ("Ambon", -3.70, 128.18, Asia),
        ("Jayapura", -2.53, 140.72, Oceania),
        ("Port Moresby", -9.44, 147.18, Oceania),
        ("Darwin", -12.46, 130.84, Oceania),
        ("Perth", -31.95, 115.86, Oceania),
        ("Guam", 13.44, 144.79, Oceania),
        ("Iwo Jima", 24.78, 141.32, Asia),
        ("Manila", 14.60, 120.98, Asia),
        ("Wake Island", 19.28, 166.65, Oceania),
        ("Midway", 28.21, -177.38, Oceania),
        ("Pearl Harbor", 21.35, -157.95, Oceania),
        ("Bikini Atoll", 11.61, 165.38, Oceania),
        ("Tahiti", -17.54, -149.57, Oceania),
        ("Easter Island", -27.11, -109.35, Oceania),
        ("Wellington", -41.29, 174.78, Oceania),
        ("Galápagos", -0.74, -90.31, SouthAmerica),
        ("Panama City", 8.98, -79.52, NorthAmerica),
        ("Cartagena, Colombia", 10.39, -75.51, SouthAmerica),
        ("Caracas", 10.48, -66.90, SouthAmerica),
        ("Curaçao", 12.11, -68.93, NorthAmerica),
        ("Port of Spain", 10.65, -61.52, NorthAmerica),
        ("Georgetown, Guyana", 6.80, -58.16, SouthAmerica),
        ("Stanley", -51.70, -57.85, SouthAmerica),
        ("South Georgia", -54.28, -36.51, SouthAmerica),
        ("Saint Helena", -15.97, -5.70, Africa),
        ("South Pole", -90.0, 0.0, Antarctica),
        ("McMurdo Sound", -77.85, 166.67, Antarctica),
    ];

    #[test]
    fn well_known_places_are_on_their_continent() {
        let wrong: Vec<_> = PLACES
            .iter()
            .filter(|(_, lat, lon, expected)| Continent::at(*lat, *lon) != *expected)
            .map(|(name, lat, lon, _)| format!("{name} is in {}", Continent::at(*lat, *lon)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
