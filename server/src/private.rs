//! Files and folders that only the system's own user may read: they hold drafts, hashes of passwords and phone numbers.

use std::{
    fs::{DirBuilder, File},
    io,
    path::Path,
};

#[cfg(unix)]
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};

/// Makes a folder with those above it; one that is there stays as it is.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    builder.mode(0o700);
    builder.recursive(true).create(path)
}

/// Makes a file that must not be there yet, and the folders above it.
pub(crate) fn create_file(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_folder(folder)?;
    }
    let mut options = File::options();
    #[cfg(unix)]
    options.mode(0o600);
    options.write(true).create_new(true).open(path)
}

/// Copies a file to where none is, down to the disk.
pub(crate) fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    let mut target = create_file(to)?;
    io::copy(&mut File::open(from)?, &mut target)?;
    target.sync_all()?;
    sync_folder(to.parent())
}

/// A new file's name lies in its folder and is on disk when the folder is.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: Option<&Path>) -> io::Result<()> {
    match folder.filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_: Option<&Path>) -> io::Result<()> {
    Ok(())
}
