using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Patients.Contracts;

namespace CallCenter.Api.Features.Calls;

/// <summary>Who is on the line, as far as the number and the keys say.</summary>
internal static class CallerIdentity
{
    public const string Self = "self";

    /// <summary>The nurse asked who speaks: her word beats what the number and the keyed birth date suggest.</summary>
    public static void Say(Call call, string relation)
    {
        var kind = relation == Self ? CallerKind.Patient : CallerKind.Caregiver;
        // Somebody else than the number suggested: neither the name nor the permission is hers.
        if (call.CallerKind != kind || (kind is CallerKind.Caregiver && call.Relation != relation)) (call.CallerName, call.MayBeSpokenTo) = (null, kind is CallerKind.Patient);
        (call.CallerKind, call.Relation) = (kind, relation);
    }

    /// <summary>
    /// We rang for a patient: whoever answers is nobody yet, unless every telephone that rang is hers alone. Then it suggests her, as when she rings us.
    /// </summary>
    /// <param name="candidates">Everyone whom the numbers could belong to.</param>
    public static void SetRung(Call call, PatientIdentity patient, IReadOnlyList<CallerCandidate> candidates)
    {
        (call.PatientId, call.PatientState) = (patient.PatientId, patient.State);
        if (candidates.Count > 0 && candidates.All(c => c.IsPatient && c.Patient.PatientId == patient.PatientId)) Set(call, candidates[0]);
    }

    public static void Set(Call call, CallerCandidate candidate)
    {
        (call.PatientId, call.PatientState) = (candidate.Patient.PatientId, candidate.Patient.State);
        call.CallerKind = candidate.IsPatient ? CallerKind.Patient : CallerKind.Caregiver;
        (call.CallerName, call.Relation, call.MayBeSpokenTo) = (candidate.CallerName, candidate.Relation, candidate.MayBeSpokenTo);
    }
}
