using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Shell;

/// <summary>The five urgencies as shape, word and colour class: the same three everywhere.</summary>
public static class UrgencyLook
{
    public static string Shape(UrgencyName urgency) => urgency switch
    {
        UrgencyName.Emergent => "▲",
        UrgencyName.Urgent => "◆",
        UrgencyName.Today => "■",
        UrgencyName.Routine => "●",
        UrgencyName.Planned => "○",
    };

    public static string Word(UrgencyName urgency) => urgency switch
    {
        UrgencyName.Emergent => "Emergent",
        UrgencyName.Urgent => "Urgent",
        UrgencyName.Today => "Today",
        UrgencyName.Routine => "Routine",
        UrgencyName.Planned => "Planned",
    };

    public static string Class(UrgencyName urgency) => "is-" + Word(urgency).ToLowerInvariant();
}
