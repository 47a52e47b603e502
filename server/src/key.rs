//! The key file: what seals the second factors. It lies beside the database and in no backup, so that neither a copied
//! database nor a lost backup makes codes.

use std::{fs, io, io::Write, path::Path};

use anyhow::{Context, Result, bail};
use cms::{
    Cms,
    clock::SystemRandom,
    sealing::{KeyRefused, SealingKey},
};

use crate::{config::Config, private};

/// What helps when the right key is nowhere to be found.
const LOST: &str =
    "密钥确已遗失的，运行 longan account reset-totp --all 清除全部动态口令，再重新启动，有关人员下次登录时重新设置";

/// The same system with the key of its second factors. A database that has met no key gets a new one; with a wrong key
/// or without the one it knows, nobody with a second factor could sign in, and the start ends here.
pub(crate) async fn unlock(cms: Cms, config: &Config) -> Result<Cms> {
    let file = config.key_file.as_path();
    let known = cms.sealing_key().await?;
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(known) = known {
                bail!(
                    "设置 key_file 所指的密钥文件 {} 不存在，而数据库中的动态口令由编号 {known} 的密钥加密：\
                     请放回该文件，多台服务器各放一份相同的；{LOST}",
                    shown(file)
                );
            }
            draw(file).with_context(|| format!("无法创建设置 key_file 所指的密钥文件 {}", shown(file)))?
        }
        Err(error) => {
            return Err(error).with_context(|| format!("无法读取设置 key_file 所指的密钥文件 {}", shown(file)));
        }
    };
    let Some(key) = SealingKey::from_bytes(&bytes) else {
        bail!("设置 key_file 所指的文件 {} 不是密钥：应为 {} 字节", shown(file), SealingKey::LENGTH);
    };
    match cms.with_sealing_key(key).await {
        Ok(cms) => Ok(cms),
        Err(KeyRefused::Another { known, given }) => bail!(
            "设置 key_file 所指的密钥文件 {} 编号为 {given}，而数据库中的动态口令由编号 {known} 的密钥加密：\
             请换成该文件，多台服务器各放一份相同的；{LOST}",
            shown(file)
        ),
        Err(KeyRefused::Failed(error)) => Err(error.into()),
    }
}

/// Puts a new key where no file is yet, for the system's own user only, down to the disk.
fn draw(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = SealingKey::draw(&SystemRandom);
    let mut file = private::create_file(path)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    private::sync_folder(path.parent())?;
    Ok(bytes.to_vec())
}

/// The whole path: a relative one starts wherever the program was started.
fn shown(file: &Path) -> String {
    std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf()).display().to_string()
}
