//! Which of the ways to repair a cause to take, from what was shown and said.

use super::Case;
use super::observation::Answer;
use crate::kb::{Applies, Cause, Method, SymptomId};

/// How conditions stand beside what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// All of them hold.
    Holds,
    /// One of them fails.
    Fails,
    /// None fails, and not all are known.
    Open,
}

/// The way to take: the first whose conditions all hold, else the first of which none fails, else
/// the first. `None` if the cause has no way. Suggestions do not count.
pub fn method_for<'a>(cause: &'a Cause, case: &Case) -> Option<&'a Method> {
    let stand = |method: &Method| method.applies.as_ref().map(|applies| stand(applies, case));
    let holds = cause.methods.iter().find(|method| stand(method) == Some(Stand::Holds));
    let may = || cause.methods.iter().find(|method| stand(method) != Some(Stand::Fails));
    holds.or_else(may).or_else(|| cause.methods.first())
}

fn stand(applies: &Applies, case: &Case) -> Stand {
    let answer = |symptom: &SymptomId| {
        case.observations.iter().find(|o| o.symptom == *symptom).map(|o| o.answer)
    };
    let wanted = |symptom: &SymptomId, wanted: Answer| match answer(symptom) {
        Some(Answer::CantTell) | None => Stand::Open,
        Some(answer) if answer == wanted => Stand::Holds,
        Some(_) => Stand::Fails,
    };
    let users = |fits: &dyn Fn(u64) -> bool| match case.affected_users {
        Some(users) if fits(users) => Stand::Holds,
        Some(_) => Stand::Fails,
        None => Stand::Open,
    };
    let yes = applies.yes.iter().map(|symptom| wanted(symptom, Answer::Yes));
    let no = applies.no.iter().map(|symptom| wanted(symptom, Answer::No));
    let least = applies.least_users.map(|least| users(&move |users| users >= least));
    let most = applies.most_users.map(|most| users(&move |users| users <= most));
    let stands: Vec<Stand> = yes.chain(no).chain(least).chain(most).collect();
    if stands.contains(&Stand::Fails) {
        Stand::Fails
    } else if stands.contains(&Stand::Open) {
        Stand::Open
    } else {
        Stand::Holds
    }
}
