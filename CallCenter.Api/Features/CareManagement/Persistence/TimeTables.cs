using CallCenter.Api.Features.CareManagement.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.CareManagement.Persistence;

internal sealed class TimeEntryTable : IEntityTypeConfiguration<TimeEntry>
{
    public void Configure(EntityTypeBuilder<TimeEntry> entry)
    {
        entry.ToTable("TimeEntries");
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.PracticeId).HasMaxLength(40);
        entry.Property(e => e.Staff).HasMaxLength(200);
        entry.Property(e => e.StaffRole).HasMaxLength(40);
        entry.Property(e => e.Program).HasMaxLength(20);
        entry.Property(e => e.Why).HasMaxLength(300);
        entry.Property(e => e.Version).IsConcurrencyToken();
        entry.Ignore(e => e.Stretch).Ignore(e => e.IsLinked);
        // The same call proposed twice is one proposal.
        entry.HasIndex(e => new { e.CallId, e.StaffId, e.Activity, e.Start }).IsUnique();
        entry.HasIndex(e => new { e.PatientId, e.Start });
        entry.HasIndex(e => new { e.StaffId, e.Start });
    }
}

internal sealed class SignedNoteTable : IEntityTypeConfiguration<SignedNote>
{
    public void Configure(EntityTypeBuilder<SignedNote> note)
    {
        note.ToTable("CareManagementSignedNotes");
        note.Property(n => n.Id).ValueGeneratedNever();
        note.Property(n => n.PracticeId).HasMaxLength(40);
        note.HasIndex(n => n.CallId);
    }
}

internal sealed class CallPurposeTable : IEntityTypeConfiguration<CallPurpose>
{
    public void Configure(EntityTypeBuilder<CallPurpose> purpose)
    {
        purpose.ToTable("CareManagementCallPurposes");
        purpose.HasKey(p => p.CallId);
        purpose.Property(p => p.CallId).ValueGeneratedNever();
        purpose.Property(p => p.PracticeId).HasMaxLength(40);
    }
}
