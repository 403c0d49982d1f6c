//! Weights in two bytes: there are two million of them.

use serde::{Deserialize, Serialize};

/// How many steps there are to one.
const STEPS: f32 = 4096.0;

/// A weight between -8 and 8, to the nearest 4096th.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(transparent)]
pub(super) struct Fixed(i16);

impl From<f32> for Fixed {
    /// The nearest weight there is.
    fn from(weight: f32) -> Self {
        // The conversion stops at the largest number.
        Self((weight * STEPS).round() as i16)
    }
}

impl From<Fixed> for f32 {
    fn from(weight: Fixed) -> Self {
        Self::from(weight.0) / STEPS
    }
}

#[cfg(test)]
mod tests {
    use super::Fixed;

    #[test]
    fn a_weight_comes_back_within_half_a_step_and_a_large_one_as_the_largest() {
        for weight in [0.0, 0.3, -0.000_1, 5.123_456, -6.0] {
            assert!((f32::from(Fixed::from(weight)) - weight).abs() <= 0.5 / 4096.0, "{weight}");
        }
        assert!(f32::from(Fixed::from(100.0)) > 7.99);
        assert!(f32::from(Fixed::from(-100.0)) <= -8.0);
    }
}
