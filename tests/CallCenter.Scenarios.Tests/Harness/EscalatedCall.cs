namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Where many stories begin: James has rung for Tess, the nurse has worked heart failure and confirmed that a clinician phones back now.</summary>
internal sealed record EscalatedCall(Caller James, DeskTriage Triage)
{
    public static async Task<EscalatedCall> TellAsync(NurseLine line, DeskNurse nurse)
    {
        await nurse.GoesAvailableAsync();
        var james = line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await nurse.AcceptsAsync();
        await james.TalksWithNurse();
        var triage = new DeskTriage(nurse);
        await triage.OpenAsync();
        await triage.AnswerAsync("heart-failure-fluid", "gain_and_breathless");
        await triage.ConfirmAsync("provider_now");
        return new(james, triage);
    }
}
