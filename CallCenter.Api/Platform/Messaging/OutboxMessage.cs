using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Platform.Messaging;

public enum OutboxState { Queued, Sending, Sent, Dead }

/// <summary>
/// Something to be done outside this process, stored with the state it follows from. Delivery is at least once:
/// <see cref="Key"/> is unique, and a message whose sending was interrupted comes back with <c>mayHaveBeenSent</c>.
/// </summary>
public sealed class OutboxMessage
{
    /// <summary>A <see cref="Rank"/> behind whoever is asked to take responsibility.</summary>
    public const int AfterEveryPage = 5;

    public Guid Id { get; init; }

    /// <summary>Business identity, for example <c>call/…/redirect/3</c>; never carries personal data.</summary>
    public required string Key { get; init; }

    public required string Kind { get; init; }

    /// <summary>JSON, read by the handler of <see cref="Kind"/>.</summary>
    public required string Payload { get; init; }

    /// <summary>Messages of one lane go out one after the other (for example all of one call); null = no order.</summary>
    public string? Lane { get; init; }

    /// <summary>Its place in its lane: behind every message of the lane that still waits, even within one instant.</summary>
    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>Of what is due together the lower goes first: 0 is what somebody on the line waits for.</summary>
    public int Rank { get; init; }
    public OutboxState State { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public string? LastCode { get; set; }
    public DateTimeOffset? SentAt { get; set; }

    public static OutboxMessage New(string kind, string key, string payload, DateTimeOffset now, string? lane = null, DateTimeOffset? dueAt = null, int rank = 0) => new()
    {
        Id = Guid.CreateVersion7(now),
        Kind = kind,
        Key = key,
        Payload = payload,
        Lane = lane,
        CreatedAt = now,
        DueAt = dueAt ?? now,
        Rank = rank,
    };

    internal sealed class Table : IEntityTypeConfiguration<OutboxMessage>
    {
        public void Configure(EntityTypeBuilder<OutboxMessage> message)
        {
            message.ToTable("Outbox");
            message.Property(m => m.Key).HasMaxLength(200);
            message.Property(m => m.Kind).HasMaxLength(60);
            message.Property(m => m.Lane).HasMaxLength(100);
            message.Property(m => m.LastCode).HasMaxLength(200);
            // Two hosts that claim the same message: one wins, the other's claim is rolled back.
            message.Property(m => m.Attempts).IsConcurrencyToken();
            message.HasIndex(m => m.Key).IsUnique();
            message.HasIndex(m => new { m.State, m.DueAt });
        }
    }
}

/// <summary>Whom a message goes to. Each has places of its own under way: a record that hangs holds up no page, and no number of pages a live call.</summary>
public enum OutboxAddressee
{
    /// <summary>The telephone network, about a call that people are in.</summary>
    LiveCall,
    /// <summary>The telephone network, about somebody who is asked or told.</summary>
    Person,
    Mail,
    /// <summary>A practice's record, or another system.</summary>
    Record,
}

/// <summary>Sends one kind of outbox message. No database is held while it sends.</summary>
public interface IOutboxHandler
{
    string Kind { get; }

    OutboxAddressee Addressee { get; }

    /// <summary>How long a send may take before another process (or this one, restarted) takes the message over.</summary>
    TimeSpan Lease => TimeSpan.FromSeconds(30);

    /// <param name="mayHaveBeenSent">An earlier attempt was cut off: find out before sending again.</param>
    Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel);
}

/// <summary>What came of an attempt; <see cref="Apply"/> writes its consequences in the transaction that records it.</summary>
public sealed record OutboxOutcome(OutboxVerdict Verdict, string? Code = null, TimeSpan? After = null, Func<Persistence.UnitOfWork, CancellationToken, Task>? Apply = null)
{
    public static OutboxOutcome Sent(Func<Persistence.UnitOfWork, CancellationToken, Task>? apply = null) => new(OutboxVerdict.Sent, Apply: apply);

    /// <summary>This attempt has certainly not done it: again later (default: growing pauses up to a minute). An earlier one that may have is looked for again.</summary>
    public static OutboxOutcome Retry(string code, TimeSpan? after = null) => new(OutboxVerdict.Retry, code, after);

    /// <summary>Perhaps done: the next attempt is told so.</summary>
    public static OutboxOutcome Unknown(string code, TimeSpan? after = null) => new(OutboxVerdict.Unknown, code, after);

    /// <summary>Never possible; <see cref="Apply"/> tells whoever must know.</summary>
    public static OutboxOutcome Dead(string code, Func<Persistence.UnitOfWork, CancellationToken, Task>? apply = null) => new(OutboxVerdict.Dead, code, Apply: apply);
}

public enum OutboxVerdict { Sent, Retry, Unknown, Dead }
