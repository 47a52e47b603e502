//! The rule sets of this installation: those that come with the system, and the files in the folder of the setting `rules`.
//! They are read at the start; a faulty one stops it.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use domain::assessment::{RuleSet, RuleSets, shipped};

use crate::{config::Config, given_file};

/// Reads every file of the folder, in the order of their names. The error names each faulty file with line and column.
pub(crate) fn rule_sets(config: &Config) -> Result<RuleSets> {
    let folder = &config.rules;
    let paths = if folder.as_os_str().is_empty() { Vec::new() } else { files(folder)? };
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        match read(&path) {
            Ok(rules) => {
                files.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), rules));
            }
            Err(mut of_file) => faults.append(&mut of_file),
        }
    }
    if !faults.is_empty() {
        let mut said = format!("设置 rules 所指目录 {} 中的规则文件有误：\n", folder.display());
        for fault in &faults {
            let _ = writeln!(said, "{fault}");
        }
        bail!("{said}共 {} 处问题", faults.len());
    }
    RuleSets::new(shipped::rule_sets(), files).with_context(|| format!("设置 rules 所指目录 {} 有误", folder.display()))
}

/// Reads one file; each fault is `FILE:LINE:COLUMN sentence`.
pub(crate) fn read(path: &Path) -> Result<RuleSet, Vec<String>> {
    let text = given_file::text(path).map_err(|error| vec![error.to_string()])?;
    RuleSet::from_toml(&text)
        .map_err(|faults| faults.iter().map(|fault| format!("{}:{fault}", path.display())).collect())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot_read = || format!("无法读取设置 rules 所指的目录 {}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot_read)? {
        let path = entry.with_context(cannot_read)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
