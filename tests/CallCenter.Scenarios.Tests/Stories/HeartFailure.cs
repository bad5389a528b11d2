using CallCenter.Protocols.Triage.Engine;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The part that every telling of the story shares: what the nurse asks, decides, reads and does.</summary>
internal static class HeartFailure
{
    public static Nurse WorksHeartFailure(this Nurse nurse) => nurse
        .AnswersNoToTheRest()
        .AnswersNoToEveryFact()
        .Writes("Gained four pounds since Saturday, more short of breath than usual, sleeps in bed.")
        .Chooses("heart-failure-fluid")
        .AnswersNoUntil("gain_and_breathless", Answer.Present)
        .Reaches("provider_now").Confirms("provider_now").ReadsAdviceAndTells().DoesWhatIsToDo();
}
