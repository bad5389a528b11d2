using NodaTime;

namespace CallCenter.Protocols.Escalation.Model;

/// <summary>What a contact is to the practice.</summary>
public enum ContactRole
{
    /// <summary>Doctor.</summary>
    Physician,
    /// <summary>Nurse practitioner.</summary>
    Np,
    /// <summary>Physician assistant.</summary>
    Pa,
    /// <summary>Front office.</summary>
    Office,
    /// <summary>A patient's helper.</summary>
    Caregiver,
    /// <summary>The call center's own nurse supervisor: a desk that is always staffed.</summary>
    Supervisor,
    /// <summary>An answering or other service.</summary>
    Service,
}

/// <summary>How much about a patient this contact may be told.</summary>
public enum PhiLevel
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Only which number to call.</summary>
    CallbackNumberOnly,
    /// <summary>Everything needed, once the PIN was given.</summary>
    AfterPin,
    /// <summary>Everything needed.</summary>
    Full,
}

/// <summary>One address of a contact. The order in the file is the person's own preference.</summary>
public sealed record Destination(string Id, Channel Channel, string To, AckKind Ack)
{
    /// <summary>When somebody proved that this address reaches the contact; null = never.</summary>
    public LocalDate? VerifiedOn { get; init; }
    /// <summary>A desk of our own that needs no proof.</summary>
    public bool AlwaysVerified { get; init; }
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }

    /// <summary>A person can take responsibility here.</summary>
    public bool CanAcknowledge => Ack != AckKind.None && Channel.CanAcknowledge();
}

/// <summary>Hours in which a contact is not disturbed by anything less urgent than <paramref name="HoldBelow"/>.</summary>
public sealed record QuietHours(TimeWindow Window, Urgency HoldBelow)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}

/// <summary>A person or a staffed desk that can be asked.</summary>
public sealed record Contact(
    string Id, string Name, ContactRole Role, PhiLevel Phi, bool PinRequired,
    IReadOnlyList<Destination> Destinations, IReadOnlyList<QuietHours> QuietHours)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }

    /// <summary>The addresses for the wanted channels, in the order the channels were asked for.</summary>
    public IEnumerable<Destination> Reach(IReadOnlyList<Channel> via) =>
        via.SelectMany(channel => Destinations.Where(d => d.Channel == channel));
}
