using System.Globalization;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Api.Features.Triage;

/// <summary>What is known before the first question: the chart's facts and the system's own count of earlier calls.</summary>
public sealed class ChartReading(IPatients patients, IPractices practices, ICalls calls, TimeProvider clock)
{
    public async Task<IReadOnlyList<FactReading>> FactsAsync(CallCenterDbContext db, TriagePackage package, CallSummary call, CancellationToken cancel)
    {
        if (call.PatientId is not { } patientId || await practices.GetAsync(db, call.PracticeId, cancel) is not { } practice) return [];
        var readings = new List<FactReading>();
        foreach (var known in await patients.ChartFactsAsync(db, patientId, practice.DateAt(clock.GetUtcNow()), cancel))
            if (package.FindFact(known.Fact) is { } fact && Value(fact, known.Value) is { } value)
                readings.Add(new FactReading(known.Fact, value, AnswerSource.Chart, known.Source, known.AsOf));
        if (package.FindFact("calls_72h") is not null)
            readings.Add(new FactReading("calls_72h", FactValue.Of((decimal)await calls.EarlierWithin72HoursAsync(db, patientId, call.CallId, cancel)), AnswerSource.CallHistory));
        if (package.FindFact("spoke_to_patient") is not null && (call.CallerKind == "caregiver" || call.Relation == "self"))
            readings.Add(new FactReading("spoke_to_patient", FactValue.Of(call.CallerKind == "patient"), AnswerSource.CallHistory));
        return readings;
    }

    private static FactValue? Value(Fact fact, string text) => fact.Type switch
    {
        FactType.Flag => bool.TryParse(text, out var flag) ? FactValue.Of(flag) : null,
        FactType.Number => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? FactValue.Of(number) : null,
        FactType.Choice => FactValue.Of(text),
    };
}
