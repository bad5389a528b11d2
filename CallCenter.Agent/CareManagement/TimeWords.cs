namespace CallCenter.Agent.CareManagement;

/// <summary>Activities and states of a time entry as a nurse says them.</summary>
public static class TimeWords
{
    public static string Activity(string activity) => activity switch
    {
        "call-live" => "Talk",
        "after-call-work" => "After-call work",
        _ => activity.Replace('-', ' '),
    };

    public static string State(string state) => state switch
    {
        "proposed" => "proposed",
        "counted" => "✓ counted",
        "excluded" => "left out",
        _ => state,
    };
}
