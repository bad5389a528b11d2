using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Patients.Contracts;

namespace CallCenter.Api.Features.Calls;

/// <summary>Who is on the line, as far as the number and the keys say.</summary>
internal static class CallerIdentity
{
    public static void Set(Call call, CallerCandidate candidate)
    {
        (call.PatientId, call.PatientState) = (candidate.Patient.PatientId, candidate.Patient.State);
        call.CallerKind = candidate.IsPatient ? CallerKind.Patient : CallerKind.Caregiver;
        (call.CallerName, call.Relation, call.MayBeSpokenTo) = (candidate.CallerName, candidate.Relation, candidate.MayBeSpokenTo);
    }
}
