using CallCenter.Api.Features.Patients.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Patients.Persistence;

internal sealed class PatientTable : IEntityTypeConfiguration<Patient>
{
    public void Configure(EntityTypeBuilder<Patient> patient)
    {
        patient.ToTable("Patients");
        patient.Property(x => x.Id).ValueGeneratedNever();
        patient.Property(p => p.PracticeId).HasMaxLength(40);
        patient.Property(p => p.GivenName).HasMaxLength(80);
        patient.Property(p => p.FamilyName).HasMaxLength(80);
        patient.Property(p => p.Sex).HasMaxLength(10);
        patient.Property(p => p.Mrn).HasMaxLength(40);
        patient.Property(p => p.Language).HasMaxLength(20);
        patient.Property(p => p.Address).HasMaxLength(200);
        patient.Property(p => p.State).HasMaxLength(2);
        patient.HasIndex(p => new { p.PracticeId, p.Mrn }).IsUnique();
        patient.HasIndex(p => new { p.PracticeId, p.BirthDate });
        patient.HasIndex(p => new { p.PracticeId, p.FamilyName });
        patient.HasMany(p => p.Phones).WithOne().HasForeignKey(c => c.PatientId);
        patient.HasMany(p => p.Caregivers).WithOne().HasForeignKey(c => c.PatientId);
        patient.HasMany(p => p.Conditions).WithOne().HasForeignKey(c => c.PatientId);
        patient.HasMany(p => p.Medicines).WithOne().HasForeignKey(m => m.PatientId);
        patient.HasMany(p => p.Allergies).WithOne().HasForeignKey(a => a.PatientId);
        patient.HasMany(p => p.RecordedFacts).WithOne().HasForeignKey(f => f.PatientId);
        patient.HasMany(p => p.Enrolments).WithOne().HasForeignKey(e => e.PatientId);
    }
}

internal sealed class PatientPhoneTable : IEntityTypeConfiguration<PatientPhone>
{
    public void Configure(EntityTypeBuilder<PatientPhone> phone)
    {
        phone.ToTable("PatientPhones");
        phone.Property(x => x.Id).ValueGeneratedNever();
        phone.Property(p => p.PracticeId).HasMaxLength(40);
        phone.Property(p => p.Number).HasMaxLength(16);
        // Not unique: a couple may share one telephone.
        phone.HasIndex(p => new { p.PracticeId, p.Number });
    }
}

internal sealed class CaregiverTable : IEntityTypeConfiguration<Caregiver>
{
    public void Configure(EntityTypeBuilder<Caregiver> caregiver)
    {
        caregiver.ToTable("Caregivers");
        caregiver.Property(x => x.Id).ValueGeneratedNever();
        caregiver.Property(c => c.PracticeId).HasMaxLength(40);
        caregiver.Property(c => c.Name).HasMaxLength(160);
        caregiver.Property(c => c.Relation).HasMaxLength(40);
        caregiver.Property(c => c.Phone).HasMaxLength(16);
        caregiver.HasIndex(c => new { c.PracticeId, c.Phone });
    }
}

internal sealed class EnrolmentTable : IEntityTypeConfiguration<Enrolment>
{
    public void Configure(EntityTypeBuilder<Enrolment> enrolment)
    {
        enrolment.ToTable("Enrolments");
        enrolment.Property(x => x.Id).ValueGeneratedNever();
        enrolment.Property(e => e.PracticeId).HasMaxLength(40);
        enrolment.Property(e => e.Program).HasMaxLength(10);
        enrolment.Property(e => e.ConsentMethod).HasMaxLength(20);
        enrolment.Property(e => e.BillingPractitioner).HasMaxLength(120);
        enrolment.Property(e => e.BillingNpi).HasMaxLength(10);
    }
}
