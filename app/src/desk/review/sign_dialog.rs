//! 签发 now, at a minute to come, or as one of several lead units; 补签.

use domain::{
    desk::content::{Ask, Signature},
    permission::Action,
    time,
};
use leptos::prelude::*;

use crate::{
    desk::{
        deciding::{AFTER_RETRO_SIGNATURE, after_signature},
        publish_at::{PublishAt, PublishAtField, Typed},
    },
    ui::{Button, ButtonKind, Choice, Dialog, Field, RadioGroup, TextArea, live},
};

/// Answers of the last signer where an earlier one has set a minute.
const AS_AGREED: &str = "agreed";
const AT_ONCE: &str = "now";
const ANOTHER: &str = "another";

#[component]
pub(super) fn SignDialog(
    open: RwSignal<bool>,
    /// [`Action::Sign`] or [`Action::RetroSign`].
    action: Action,
    signature: Option<Signature>,
    busy: RwSignal<bool>,
    decide: Callback<Ask>,
) -> impl IntoView {
    let (note, publish_at) = (RwSignal::new(String::new()), PublishAt::new());
    let retro = action == Action::RetroSign;
    let agreed = agreed_for_last(signature.as_ref());
    let when = RwSignal::new(if agreed.is_some() { AS_AGREED } else { ANOTHER }.to_owned());
    let sign = move |()| {
        let note = note.get_untracked().trim().to_owned();
        if retro {
            return decide.run(Ask::RetroSign { note });
        }
        let publish_at = match when.get_untracked().as_str() {
            AS_AGREED => None,
            AT_ONCE => return decide.run(Ask::SignForNow { note }),
            _ => match publish_at.typed() {
                Typed::At(at) => Some(at),
                Typed::Nothing if agreed.is_none() => None,
                Typed::Nothing => return publish_at.ask(),
                Typed::NoMinute => return,
            },
        };
        decide.run(Ask::Sign { publish_at, note });
    };
    let lead = StoredValue::new(lead(action, signature.as_ref()));
    let hint = StoredValue::new(hint(signature.as_ref()));
    let choices = agreed.map(|at| {
        StoredValue::new(vec![
            Choice::new(AS_AGREED, format!("按原定时间（{}）", time::minute(at))),
            Choice::new(AT_ONCE, "立即发布"),
            Choice::new(ANOTHER, "改定时间"),
        ])
    });
    view! {
        <Dialog open title=if retro { "补签" } else { "签发" } id="sign">
            <p>{lead.get_value()}</p>
            {choices.map(|choices| view! {
                <RadioGroup legend="何时发布" name="publish_when" value=when choices=choices.get_value()/>
            })}
            {live(move || (!retro && *when.read() == ANOTHER).then(|| view! {
                <PublishAtField typed=publish_at hint=hint.get_value()/>
            }))}
            <Field label="签发意见" name="sign-note" hint="可不填，记入发布审定单">
                <TextArea value=note rows=2/>
            </Field>
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary busy on_press=sign>{if retro { "补签" } else { "签发" }}</Button>
            </div>
        </Dialog>
    }
}

/// The minute about which the last signer decides.
fn agreed_for_last(signature: Option<&Signature>) -> Option<chrono::DateTime<chrono::Utc>> {
    signature.filter(|one| one.then.is_empty()).and_then(|one| one.agreed)
}

fn lead(action: Action, signature: Option<&Signature>) -> String {
    let does = match agreed_for_last(signature) {
        _ if action == Action::RetroSign => return AFTER_RETRO_SIGNATURE.to_owned(),
        Some(_) => "其他牵头单位都已签过，签发后信息按下面所选的时间在门户公开。".to_owned(),
        None => after_signature(signature),
    };
    format!("{does}您对内容的政治方向、真实性和保密审查负责。")
}

/// What the field of the minute does when it is filled in, and when it is not.
fn hint(signature: Option<&Signature>) -> String {
    let Some(Signature { then, agreed }) = signature else { return String::new() };
    match (then.is_empty(), agreed) {
        (true, None) => "不填则立即发布；填写则到这一分钟由系统自动发布".to_owned(),
        (true, Some(_)) => "到这一分钟由系统自动发布".to_owned(),
        (false, None) => "不填则全部签完后立即发布；填写则全部签完后，到这一分钟由系统自动发布".to_owned(),
        (false, Some(at)) => format!("不填则保留原定时间（{}）；填写则改定", time::minute(*at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_signer_hears_of_publication_and_decides_about_a_minute_that_was_set() {
        let at = time::parse_minute("2026-11-25 08:30");
        let signature =
            |then: &[&str], agreed| Signature { then: then.iter().map(|&s| s.to_owned()).collect(), agreed };
        let last = signature(&[], None);
        assert_eq!(agreed_for_last(Some(&last)), None);
        assert!(hint(Some(&last)).starts_with("不填则立即发布"));
        assert!(lead(Action::Sign, Some(&last)).starts_with("签发后信息在门户公开。您对"));

        let last_after_minute = signature(&[], at);
        assert_eq!(agreed_for_last(Some(&last_after_minute)), at);
        assert!(lead(Action::Sign, Some(&last_after_minute)).contains("按下面所选的时间"));

        for agreed in [None, at] {
            let in_part = signature(&["县编办"], agreed);
            assert_eq!(agreed_for_last(Some(&in_part)), None, "others may still change it");
            assert!(lead(Action::Sign, Some(&in_part)).starts_with("您签后还须县编办会签"));
            assert!(!hint(Some(&in_part)).contains("立即发布；填写则到"));
        }
        assert_eq!(lead(Action::RetroSign, None), "补签以后，紧急发布的标记取消。");
    }
}
