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

    public static void Set(Call call, CallerCandidate candidate)
    {
        (call.PatientId, call.PatientState) = (candidate.Patient.PatientId, candidate.Patient.State);
        call.CallerKind = candidate.IsPatient ? CallerKind.Patient : CallerKind.Caregiver;
        (call.CallerName, call.Relation, call.MayBeSpokenTo) = (candidate.CallerName, candidate.Relation, candidate.MayBeSpokenTo);
    }
}
