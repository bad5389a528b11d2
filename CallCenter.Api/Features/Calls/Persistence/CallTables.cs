using CallCenter.Api.Features.Calls.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Calls.Persistence;

internal sealed class CallTable : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> call)
    {
        call.ToTable("Calls");
        call.Property(c => c.PracticeId).HasMaxLength(60);
        call.Property(c => c.Line).HasMaxLength(20);
        call.Property(c => c.CallerNumber).HasMaxLength(120);
        call.Property(c => c.Language).HasMaxLength(10);
        call.Property(c => c.Reason).HasMaxLength(200);
        call.Property(c => c.CallerName).HasMaxLength(200);
        call.Property(c => c.Relation).HasMaxLength(60);
        call.Property(c => c.VerifiedBy).HasMaxLength(40);
        call.Property(c => c.Candidates).HasMaxLength(2000);
        call.Property(c => c.PatientLocation).HasMaxLength(200);
        call.Property(c => c.PatientSaid).HasMaxLength(200);
        call.Property(c => c.PatientState).HasMaxLength(2);
        call.Property(c => c.CallBackSid).HasMaxLength(34);
        call.Property(c => c.EndReason).HasMaxLength(100);
        call.Property(c => c.Outcome).HasMaxLength(60);
        call.Property(c => c.Comment).HasMaxLength(500);
        call.Property(c => c.Version).IsConcurrencyToken();
        call.HasIndex(c => new { c.PatientId, c.StartedAt }).HasFilter("PatientId IS NOT NULL");
        call.HasIndex(c => new { c.NurseId, c.State }).HasFilter("NurseId IS NOT NULL");
        call.HasIndex(c => c.State);
    }
}

internal sealed class LegTable : IEntityTypeConfiguration<Leg>
{
    public void Configure(EntityTypeBuilder<Leg> leg)
    {
        leg.ToTable("Legs");
        leg.HasKey(l => l.CallSid);
        leg.Property(l => l.CallSid).HasMaxLength(34);
        leg.Property(l => l.PracticeId).HasMaxLength(60);
        leg.Property(l => l.Status).HasMaxLength(20);
        leg.Property(l => l.ConferenceSid).HasMaxLength(34);
        leg.HasIndex(l => l.CallId);
    }
}

internal sealed class PartyTable : IEntityTypeConfiguration<Party>
{
    public void Configure(EntityTypeBuilder<Party> party)
    {
        party.ToTable("Parties");
        party.Property(p => p.Id).ValueGeneratedNever();
        party.Property(p => p.PracticeId).HasMaxLength(60);
        party.Property(p => p.Name).HasMaxLength(100);
        party.Property(p => p.Number).HasMaxLength(20);
        party.Property(p => p.CallSid).HasMaxLength(34);
        party.Property(p => p.AnsweredBy).HasMaxLength(30);
        party.Property(p => p.ConferenceSid).HasMaxLength(34);
        party.Property(p => p.Result).HasMaxLength(60);
        party.Property(p => p.Version).IsConcurrencyToken();
        party.HasIndex(p => p.CallId);
        party.HasIndex(p => p.CallSid);
    }
}

internal sealed class RecordingTable : IEntityTypeConfiguration<CallRecording>
{
    public void Configure(EntityTypeBuilder<CallRecording> recording)
    {
        recording.ToTable("Recordings");
        recording.Property(r => r.Id).ValueGeneratedNever();
        recording.Property(r => r.PracticeId).HasMaxLength(60);
        recording.Property(r => r.CallSid).HasMaxLength(34);
        recording.Property(r => r.RecordingSid).HasMaxLength(34);
        recording.Property(r => r.Consent).HasMaxLength(40);
        recording.Property(r => r.States).HasMaxLength(10);
        recording.Property(r => r.Wanted).HasMaxLength(20);
        recording.Property(r => r.Version).IsConcurrencyToken();
        recording.HasIndex(r => r.CallId);
    }
}

internal sealed class RecordingSegmentTable : IEntityTypeConfiguration<RecordingSegment>
{
    public void Configure(EntityTypeBuilder<RecordingSegment> segment)
    {
        segment.ToTable("RecordingSegments");
        segment.Property(s => s.Id).ValueGeneratedNever();
        segment.Property(s => s.PracticeId).HasMaxLength(60);
        segment.HasIndex(s => s.RecordingId);
    }
}

internal sealed class TalkTable : IEntityTypeConfiguration<TalkSpan>
{
    public void Configure(EntityTypeBuilder<TalkSpan> talk)
    {
        talk.ToTable("TalkSpans");
        talk.Property(t => t.PracticeId).HasMaxLength(60);
        talk.HasIndex(t => t.CallId);
    }
}

internal sealed class CallEventTable : IEntityTypeConfiguration<CallEvent>
{
    public void Configure(EntityTypeBuilder<CallEvent> row)
    {
        row.ToTable("CallEvents");
        row.Property(e => e.PracticeId).HasMaxLength(60);
        row.Property(e => e.Kind).HasMaxLength(60);
        row.Property(e => e.What).HasMaxLength(400);
        row.Property(e => e.Actor).HasMaxLength(40);
        row.HasIndex(e => new { e.CallId, e.At });
    }
}
