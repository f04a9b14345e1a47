//! Where something happened.

use serde::{Deserialize, Serialize};

/// A place on Earth, by name and coordinates in degrees (WGS 84).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Place {
    name: String,
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    name: String,
    latitude: f64,
    longitude: f64,
}

/// Not a place on Earth.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum InvalidPlace {
    /// Beyond a pole.
    #[error("latitude {0} is not between -90 and 90")]
    Latitude(f64),
    /// More than once around.
    #[error("longitude {0} is not between -180 and 180")]
    Longitude(f64),
    /// A place has a name.
    #[error("the location's name is empty")]
    NoName,
}

impl Place {
    /// A place; `latitude` in degrees north, `longitude` in degrees east.
    ///
    /// # Errors
    /// [`InvalidPlace`] for coordinates off the globe or an empty name.
    pub fn new(name: &str, latitude: f64, longitude: f64) -> Result<Self, InvalidPlace> {
        if name.trim().is_empty() {
            return Err(InvalidPlace::NoName);
        }
        if !(-90.0..=90.0).contains(&latitude) {
            return Err(InvalidPlace::Latitude(latitude));
        }
        if !(-180.0..=180.0).contains(&longitude) {
            return Err(InvalidPlace::Longitude(longitude));
        }
        Ok(Self { name: name.trim().to_owned(), latitude, longitude })
    }

    /// What it is called, with the country where that helps.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Degrees north, negative for south.
    #[must_use]
    pub fn latitude(&self) -> f64 {
        self.latitude
    }

    /// Degrees east, negative for west.
    #[must_use]
    pub fn longitude(&self) -> f64 {
        self.longitude
    }

    /// The address of a map of it (`OpenStreetMap`).
    #[must_use]
    pub fn map_url(&self) -> String {
        let (lat, lon) = (self.latitude, self.longitude);
        format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=9/{lat}/{lon}")
    }
}

impl TryFrom<Unchecked> for Place {
    type Error = InvalidPlace;

    fn try_from(place: Unchecked) -> Result<Self, InvalidPlace> {
        Self::new(&place.name, place.latitude, place.longitude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_off_the_globe_are_refused() {
        assert_eq!(Place::new("Nowhere", 91.0, 0.0), Err(InvalidPlace::Latitude(91.0)));
        assert_eq!(Place::new("Nowhere", 0.0, -180.5), Err(InvalidPlace::Longitude(-180.5)));
        assert!(Place::new("Nowhere", f64::NAN, 0.0).is_err());
        assert_eq!(Place::new(" ", 0.0, 0.0), Err(InvalidPlace::NoName));
    }

    #[test]
    fn a_place_has_a_map() {
        let berlin = Place::new("Berlin, Germany", 52.52, 13.405).unwrap();
        assert_eq!(
            berlin.map_url(),
            "https://www.openstreetmap.org/?mlat=52.52&mlon=13.405#map=9/52.52/13.405"
        );
    }
}
