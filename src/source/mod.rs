//! Reading: bytes in, [`Article`]s out.

mod article;

pub use article::Article;
