//! Plain archives: each file in them for itself.

use super::notes::Notes;
use super::package::Package;

pub(super) fn read(bytes: &[u8], notes: &mut Notes, depth: u8) -> Option<()> {
    let mut package = Package::open(bytes, notes)?;
    for name in package.names(|name| !name.ends_with(['/', '\\'])) {
        package.file(&name, notes, depth);
    }
    Some(())
}
