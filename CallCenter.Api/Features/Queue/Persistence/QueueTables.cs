using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Queue.Persistence;

/// <summary>
/// A call in the queue, or one that its nurse is handing over: that one is offered to a chosen nurse and keeps its own until she has it.
/// The row goes when the call is served or the caller leaves.
/// </summary>
public sealed class WaitingCall : IBelongsToPractice
{
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }
    public UrgencyName Urgency { get; set; }
    public required string Reason { get; set; }
    public required string Language { get; set; }
    public required string CallerLabel { get; set; }
    public DateTimeOffset WaitingSince { get; set; }

    /// <summary>The state the patient is in now, two letters; null = not known yet.</summary>
    public string? PatientState { get; set; }

    /// <summary>The skill the practice wants its callers' nurse to have.</summary>
    public string? Skill { get; set; }

    /// <summary>The caller is not on the line: in her turn she is rung back.</summary>
    public bool CallBack { get; set; }

    /// <summary>The caller has left a message: it is what is offered.</summary>
    public bool Message { get; set; }

    /// <summary>She is being rung, or was not reached and rests until the next try.</summary>
    public bool Ringing { get; set; }

    /// <summary>The pending or accepted offer, if there is one.</summary>
    public Guid? OfferId { get; set; }

    /// <summary>Since when the supervisors know that everyone was asked and nobody took it; null while there is somebody to ask.</summary>
    public DateTimeOffset? NobodyAnswersAt { get; set; }

    /// <summary>The nurse who has the call and hands it over; null for a call that waits.</summary>
    public Guid? HandOverFrom { get; set; }

    /// <summary>The nurse she chose; null: whoever is next.</summary>
    public Guid? HandOverTo { get; set; }

    /// <summary>What the next nurse must know first (personal data).</summary>
    public string? HandOverText { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<WaitingCall>
    {
        public void Configure(EntityTypeBuilder<WaitingCall> call)
        {
            call.ToTable("Queue");
            call.HasKey(c => c.CallId);
            call.Property(c => c.PracticeId).HasMaxLength(60);
            call.Property(c => c.Reason).HasMaxLength(200);
            call.Property(c => c.Language).HasMaxLength(10);
            call.Property(c => c.CallerLabel).HasMaxLength(200);
            call.Property(c => c.PatientState).HasMaxLength(2);
            call.Property(c => c.Skill).HasMaxLength(40);
            call.Property(c => c.HandOverText).HasMaxLength(500);
        }
    }
}

public enum OfferState { Pending, Accepted, Declined, Lapsed, Withdrawn, Done }

/// <summary>A call reserved for a nurse, with a deadline. Kept for ever: it is the record of who was asked, when and why.</summary>
public sealed class Offer : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }
    public Guid NurseId { get; init; }
    public OfferState State { get; set; }
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset Deadline { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The routing decision in words.</summary>
    public required string Reasons { get; init; }

    /// <summary>What the nurse must know before she takes it: a licence that is missing.</summary>
    public string? Notice { get; init; }
    public long Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Offer>
    {
        public void Configure(EntityTypeBuilder<Offer> offer)
        {
            offer.ToTable("Offers");
            offer.Property(o => o.PracticeId).HasMaxLength(60);
            offer.Property(o => o.Reasons).HasMaxLength(400);
            offer.Property(o => o.Notice).HasMaxLength(400);
            offer.Property(o => o.Version).IsConcurrencyToken();
            offer.HasIndex(o => o.CallId);
            offer.HasIndex(o => new { o.NurseId, o.State });
        }
    }
}

/// <summary>What a nurse is doing; one row a nurse. Visible to all practices she serves, so not a practice's row.</summary>
public sealed class NursePresence
{
    public Guid StaffId { get; init; }
    public PresenceState State { get; set; }
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset IdleSince { get; set; }

    /// <summary>A console of hers is, or was until a moment ago, connected. Who works without one is never taken for gone.</summary>
    public bool HasConsole { get; set; }

    /// <summary>She wants to be away after this call; until then calls find her as before.</summary>
    public bool AwayNext { get; set; }

    /// <summary>Two hosts never offer one nurse two calls.</summary>
    public long Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<NursePresence>
    {
        public void Configure(EntityTypeBuilder<NursePresence> presence)
        {
            presence.ToTable("Presence");
            presence.HasKey(p => p.StaffId);
            presence.Property(p => p.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>What the supervisors of a practice must know. It stands until one of them has said that she has seen it.</summary>
public sealed class SupervisorAlarm : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }
    public Guid CallId { get; init; }
    public UrgencyName Urgency { get; init; }

    /// <summary>What happened and what to do, without personal data.</summary>
    public required string What { get; init; }
    public DateTimeOffset RaisedAt { get; init; }
    public DateTimeOffset? SeenAt { get; set; }
    public Guid? SeenBy { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<SupervisorAlarm>
    {
        public void Configure(EntityTypeBuilder<SupervisorAlarm> alarm)
        {
            alarm.ToTable("SupervisorAlarms");
            alarm.Property(a => a.Id).ValueGeneratedNever();
            alarm.Property(a => a.PracticeId).HasMaxLength(60);
            alarm.Property(a => a.What).HasMaxLength(200);
            alarm.HasIndex(a => new { a.PracticeId, a.SeenAt });
        }
    }
}

/// <summary>What routing decided about a call, when, and everyone it looked at. Kept for ever.</summary>
public sealed class RoutingRecord : IBelongsToPractice
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }

    /// <summary>Null: none of the free nurses could be asked yet.</summary>
    public Guid? NurseId { get; init; }
    public required string Reasons { get; init; }

    /// <summary>The free nurses of the practice by id, the best first, each with what spoke against her.</summary>
    public required string WhyNot { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<RoutingRecord>
    {
        public void Configure(EntityTypeBuilder<RoutingRecord> record)
        {
            record.ToTable("RoutingRecords");
            record.Property(r => r.PracticeId).HasMaxLength(60);
            record.Property(r => r.Reasons).HasMaxLength(400);
            record.Property(r => r.WhyNot).HasMaxLength(4000);
            record.HasIndex(r => new { r.CallId, r.At });
        }
    }
}
