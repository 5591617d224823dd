//! Files that are replaced as a whole or not at all, and the lock that keeps two writers apart.

use super::StoreError;
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// How a file is packed, by its ending.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compression {
    /// Not at all.
    None,
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstd,
}

impl Compression {
    /// What the ending of a path says.
    #[must_use]
    pub fn of_path(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstd,
            _ => Self::None,
        }
    }
}

/// Writes a file (packed as its ending says) such that at every moment either the old or the new content stands at `path`, whatever
/// goes wrong: it is written beside, synced, and renamed. A link is followed, and what it points to is replaced.
///
/// # Errors
/// Those of `write` and of the operating system; the old file then stays as it was.
pub fn write_atomically(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder_of(&path);
    let mut beside = new_file_beside(&path, &folder)?;
    {
        let mut out = BufWriter::new(beside.as_file_mut());
        match Compression::of_path(&path) {
            Compression::None => write(&mut out)?,
            Compression::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(&mut out, flate2::Compression::default());
                write(&mut encoder)?;
                encoder.finish()?;
            }
            Compression::Zstd => {
                let mut encoder = zstd::Encoder::new(&mut out, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                write(&mut encoder)?;
                encoder.finish()?;
            }
        }
        out.flush()?;
    }
    beside.as_file().sync_all()?;
    beside.persist(&path).map_err(|error| error.error)?;
    sync_folder(&folder)
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// What the names of half-written files end in.
const PART: &str = ".part";

/// What the names of half-written files begin with.
fn prefix_beside(path: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or(path.as_os_str()));
    prefix.push("-");
    prefix
}

/// Removes what writers left that were killed. Only who holds the lock may: then nobody writes.
fn remove_parts(path: &Path) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let prefix = prefix_beside(&path);
    for entry in fs::read_dir(folder_of(&path))? {
        let name = entry?.file_name();
        let name_bytes = name.as_encoded_bytes();
        if name_bytes.starts_with(prefix.as_encoded_bytes()) && name_bytes.ends_with(PART.as_bytes()) {
            fs::remove_file(folder_of(&path).join(name))?;
        }
    }
    Ok(())
}

/// A new file in the folder, with the rights of the one that it will replace, or those of any new file.
fn new_file_beside(path: &Path, folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let (prefix, mut builder) = (prefix_beside(path), tempfile::Builder::new());
    builder.prefix(&prefix).suffix(PART);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    if let Ok(metadata) = fs::metadata(path) {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    Ok(file)
}

/// Makes a rename last through a power cut. Windows has no such call, and needs none.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Opens a file and unpacks it as its ending says.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    unpack(File::open(path)?, path)
}

/// Unpacks an open file as the ending of its path says.
pub(super) fn unpack(file: File, path: &Path) -> io::Result<Box<dyn Read + Send>> {
    let file = BufReader::new(file);
    Ok(match Compression::of_path(path) {
        Compression::None => Box::new(file),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(file)),
        Compression::Zstd => Box::new(zstd::Decoder::with_buffer(file)?),
    })
}

/// Keeps other writers away from a graph until it is dropped; readers need none, since files are replaced as a whole.
///
/// It is held on a file of its own beside the graph (`.graph.nq.lock`), because the graph's file is another one after each write.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    pub(super) fn acquire(path: &Path) -> Result<Self, StoreError> {
        let lock = lock_path(path);
        let file = File::options().create(true).truncate(false).write(true).open(&lock).map_err(StoreError::io(&lock))?;
        match file.try_lock() {
            Ok(()) => {
                remove_parts(path).map_err(StoreError::io(path))?;
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked(path.to_owned())),
            Err(TryLockError::Error(cause)) => Err(StoreError::Io { path: lock, cause }),
        }
    }
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or(path.as_os_str()));
    name.push(".lock");
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.nq");
        fs::write(&path, "old").unwrap();
        let result = write_atomically(&path, |out| {
            out.write_all(b"new")?;
            Err(io::Error::other("power cut"))
        });
        assert!(result.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_packed_by_its_ending_is_unpacked_again_and_packs_to_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.nq", "a.nq.gz", "a.nq.zst"] {
            let path = folder.path().join(name);
            let mut packed = Vec::new();
            for _ in 0..2 {
                write_atomically(&path, |out| out.write_all(b"some text")).unwrap();
                packed.push(fs::read(&path).unwrap());
            }
            assert_eq!(packed[0], packed[1]);
            let mut text = String::new();
            open(&path).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "some text");
        }
    }

    #[test]
    fn two_writers_are_kept_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.nq");
        let first = Lock::acquire(&path).unwrap();
        assert!(matches!(Lock::acquire(&path), Err(StoreError::Locked(_))));
        drop(first);
        assert!(Lock::acquire(&path).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_rights_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target.nq"), folder.path().join("link.nq"));
        fs::write(&target, "old").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&target, &link).unwrap();
        write_atomically(&link, |out| out.write_all(b"new")).unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "new");
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
