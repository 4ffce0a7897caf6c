package proc

import (
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// tie is the job object that a child and all that it starts are in. Windows ends
// them when its last handle is closed, which it does itself when we are killed.
// The zero value holds nothing.
type tie struct{ job windows.Handle }

// start starts cmd in its own job. The child is started suspended, so it starts
// nothing outside the job. If there can be no job (before Windows 8 below
// another job), it runs without one.
func start(cmd *exec.Cmd) (tie, error) {
	job, err := newJob()
	if err != nil {
		return tie{}, cmd.Start()
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_SUSPENDED}
	if err := cmd.Start(); err != nil {
		_ = windows.CloseHandle(job)
		return tie{}, err
	}
	held := tie{job}
	if err := held.add(cmd.Process.Pid); err != nil {
		held.end()
		held = tie{}
	}
	if err := resume(cmd.Process.Pid); err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		held.end()
		return tie{}, err
	}
	return held, nil
}

// newJob is a job that ends its processes when it is closed.
func newJob() (windows.Handle, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return 0, err
	}
	if err := limit(job, windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE); err != nil {
		_ = windows.CloseHandle(job)
		return 0, err
	}
	return job, nil
}

func limit(job windows.Handle, flags uint32) error {
	var info windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION
	info.BasicLimitInformation.LimitFlags = flags
	_, err := windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info))) //nolint:gosec // what the call takes
	return err
}

func (t tie) add(pid int) error {
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(pid)) //nolint:gosec // a process ID
	if err != nil {
		return err
	}
	defer func() { _ = windows.CloseHandle(process) }()
	return windows.AssignProcessToJobObject(t.job, process)
}

// resume continues a process that was started suspended. os/exec keeps no
// handle of its only thread.
func resume(pid int) error {
	threads, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPTHREAD, 0)
	if err != nil {
		return err
	}
	defer func() { _ = windows.CloseHandle(threads) }()
	entry := windows.ThreadEntry32{Size: uint32(unsafe.Sizeof(windows.ThreadEntry32{}))}
	for err = windows.Thread32First(threads, &entry); err == nil; err = windows.Thread32Next(threads, &entry) {
		if entry.OwnerProcessID == uint32(pid) { //nolint:gosec // a process ID
			return resumeThread(entry.ThreadID)
		}
	}
	return err // that there is no other thread
}

func resumeThread(id uint32) error {
	thread, err := windows.OpenThread(windows.THREAD_SUSPEND_RESUME, false, id)
	if err != nil {
		return err
	}
	defer func() { _ = windows.CloseHandle(thread) }()
	_, err = windows.ResumeThread(thread)
	return err
}

// terminate ends all that is in the job. Their status is that of a Ctrl-C.
func (t tie) terminate() error {
	if t.job == 0 {
		return windows.ERROR_INVALID_HANDLE
	}
	return windows.TerminateJobObject(t.job, controlC)
}

// running counts the processes in the job.
func (t tie) running() int {
	if t.job == 0 {
		return 0
	}
	var info basicAccounting
	err := windows.QueryInformationJobObject(t.job, jobObjectBasicAccountingInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)), nil) //nolint:gosec // what the call takes
	if err != nil {
		return 0
	}
	return int(info.ActiveProcesses)
}

// end lets go of what is left: a server that the child has started for later
// (sccache) lives on, as elsewhere.
func (t tie) end() {
	if t.job != 0 {
		_ = limit(t.job, 0)
		_ = windows.CloseHandle(t.job)
	}
}

// JOBOBJECT_BASIC_ACCOUNTING_INFORMATION of winnt.h, which x/sys/windows lacks.
type basicAccounting struct {
	TotalUserTime, TotalKernelTime                                                 int64
	ThisPeriodTotalUserTime, ThisPeriodTotalKernelTime                             int64
	TotalPageFaultCount, TotalProcesses, ActiveProcesses, TotalTerminatedProcesses uint32
}

const jobObjectBasicAccountingInformation = 1
