//! A picture in dots, for where no SVG can go.

use crate::network::{NetworkError, Picture};
use dejavu::sans_condensed::{bold, oblique, regular};
use resvg::{tiny_skia, usvg};

/// The widest and highest picture, in dots: at most a quarter of a gigabyte while it is drawn.
const MOST_DOTS: f64 = 8_192.0;

impl Picture {
    /// The picture as PNG, with so many dots for each pixel of the SVG; fewer if it would be wider than 8,192 dots.
    ///
    /// Its font is DejaVu Sans, which has the letters of most alphabets, but neither Chinese, Japanese and Korean signs nor emoji: these
    /// are boxes. The same network gives the same bytes.
    ///
    /// # Errors
    /// If there is no memory for so many dots.
    pub fn png(&self, scale: f64) -> Result<Vec<u8>, NetworkError> {
        let picture = |reason: &dyn std::fmt::Display| NetworkError::Picture(reason.to_string());
        let mut options = usvg::Options { font_family: "DejaVu Sans".to_owned(), ..usvg::Options::default() };
        let fonts = options.fontdb_mut();
        for font in [regular(), bold(), oblique()] {
            fonts.load_font_data(font.to_vec());
        }
        fonts.set_sans_serif_family("DejaVu Sans");
        let tree = usvg::Tree::from_str(self.svg(), &options).map_err(|error| picture(&error))?;
        let (width, height) = self.size();
        let scale = scale.min(MOST_DOTS / width.max(height));
        let dots = |length: f64| (length * scale).ceil().max(1.0) as u32;
        let mut map = tiny_skia::Pixmap::new(dots(width), dots(height)).ok_or_else(|| picture(&"too many dots"))?;
        resvg::render(&tree, tiny_skia::Transform::from_scale(scale as f32, scale as f32), &mut map.as_mut());
        map.encode_png().map_err(|error| picture(&error))
    }
}
